#pragma once
#include <stddef.h>
#include <stdint.h>

/// A data file that was compiled into the program, so that a moved binary still has it.
typedef struct {
  const char *_Nonnull name;
  const uint8_t *_Nonnull bytes;
  size_t count;
} HeadroomEmbeddedFile;

/// All embedded files, and how many there are.
extern const HeadroomEmbeddedFile *_Nonnull const headroom_embedded_files;
extern const size_t headroom_embedded_file_count;
