// Every data file that the program carries. Those of plugins stand in PluginData.h.
#pragma clang diagnostic ignored "-Wc23-extensions"
#include "EmbeddedData.h"
#include "PluginData.h"

static const uint8_t models[] = {
#embed "../HardwareKit/Models/models.yaml"
};
static const uint8_t stacks[] = {
#embed "../HardwareKit/Data/stacks.yaml"
};
static const uint8_t engines[] = {
#embed "../HardwareKit/Data/engines.yaml"
};
static const uint8_t reliability[] = {
#embed "../HardwareKit/Data/reliability.yaml"
};
static const uint8_t facility[] = {
#embed "../HardwareKit/Data/facility.yaml"
};
static const uint8_t calibration[] = {
#embed "../HardwareKit/Data/calibration.yaml"
};
static const uint8_t training_priors[] = {
#embed "../HardwareKit/Data/training-priors.yaml"
};
static const uint8_t serving_priors[] = {
#embed "../HardwareKit/Data/serving-priors.yaml"
};
static const uint8_t bands[] = {
#embed "../HardwareKit/Data/bands.yaml"
};
static const uint8_t benchmarks[] = {
#embed "../HardwareKit/Data/benchmarks.yaml"
};
static const uint8_t serving_sources[] = {
#embed "../HardwareKit/Data/serving-sources.yaml"
};
static const uint8_t plan_train[] = {
#embed "../../Plans/train-from-scratch.yaml"
};
static const uint8_t plan_tune[] = {
#embed "../../Plans/fine-tune-llama.yaml"
};
static const uint8_t plan_serve[] = {
#embed "../../Plans/inference-only.yaml"
};
static const uint8_t plan_cluster[] = {
#embed "../../Plans/neocloud-sizing.yaml"
};
static const uint8_t plan_need[] = {
#embed "../../Plans/buy-or-rent.yaml"
};
static const uint8_t plan_demand[] = {
#embed "../../Plans/shared/assistant-demand.yaml"
};

#define ENTRY(name, array) {name, array, sizeof(array)}
static const HeadroomEmbeddedFile files[] = {
    PLUGIN_ENTRIES
    ENTRY("models.yaml", models),
    ENTRY("stacks.yaml", stacks),
    ENTRY("engines.yaml", engines),
    ENTRY("reliability.yaml", reliability),
    ENTRY("facility.yaml", facility),
    ENTRY("calibration.yaml", calibration),
    ENTRY("benchmarks.yaml", benchmarks),
    ENTRY("serving-sources.yaml", serving_sources),
    ENTRY("bands.yaml", bands),
    ENTRY("training-priors.yaml", training_priors),
    ENTRY("serving-priors.yaml", serving_priors),
    ENTRY("Plans/train-from-scratch.yaml", plan_train),
    ENTRY("Plans/fine-tune-llama.yaml", plan_tune),
    ENTRY("Plans/inference-only.yaml", plan_serve),
    ENTRY("Plans/neocloud-sizing.yaml", plan_cluster),
    ENTRY("Plans/buy-or-rent.yaml", plan_need),
    ENTRY("Plans/shared/assistant-demand.yaml", plan_demand),
};
const HeadroomEmbeddedFile *const headroom_embedded_files = files;
const size_t headroom_embedded_file_count = sizeof(files) / sizeof(files[0]);
