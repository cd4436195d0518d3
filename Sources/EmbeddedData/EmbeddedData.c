#pragma clang diagnostic ignored "-Wc23-extensions"
#include "EmbeddedData.h"
static const HeadroomEmbeddedFile files[1] = {{"", (const uint8_t *)"", 0}};
const HeadroomEmbeddedFile *const headroom_embedded_files = files;
const size_t headroom_embedded_file_count = 0;
