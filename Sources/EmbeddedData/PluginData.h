// The data files of the folders under Plugins/ (written by Scripts/plugins).
static const uint8_t h100_datasheet[] = {
#embed "../../Plugins/H100/datasheet.yaml"
};
static const uint8_t h100_prices[] = {
#embed "../../Plugins/H100/prices.yaml"
};
static const uint8_t h100_measured[] = {
#embed "../../Plugins/H100/measured.csv"
};
static const uint8_t l40_datasheet[] = {
#embed "../../Plugins/L40/datasheet.yaml"
};
static const uint8_t l40_prices[] = {
#embed "../../Plugins/L40/prices.yaml"
};
static const uint8_t l40_measured[] = {
#embed "../../Plugins/L40/measured.csv"
};
static const uint8_t blackwell_datasheet[] = {
#embed "../../Plugins/Blackwell/datasheet.yaml"
};
static const uint8_t blackwell_prices[] = {
#embed "../../Plugins/Blackwell/prices.yaml"
};
static const uint8_t blackwell_measured[] = {
#embed "../../Plugins/Blackwell/measured.csv"
};
static const uint8_t amd_datasheet[] = {
#embed "../../Plugins/AMD/datasheet.yaml"
};
static const uint8_t amd_prices[] = {
#embed "../../Plugins/AMD/prices.yaml"
};
static const uint8_t amd_measured[] = {
#embed "../../Plugins/AMD/measured.csv"
};
static const uint8_t a100_datasheet[] = {
#embed "../../Plugins/A100/datasheet.yaml"
};
static const uint8_t a100_prices[] = {
#embed "../../Plugins/A100/prices.yaml"
};
static const uint8_t a100_measured[] = {
#embed "../../Plugins/A100/measured.csv"
};
static const uint8_t gaudi_datasheet[] = {
#embed "../../Plugins/Gaudi/datasheet.yaml"
};
static const uint8_t gaudi_prices[] = {
#embed "../../Plugins/Gaudi/prices.yaml"
};
static const uint8_t gaudi_measured[] = {
#embed "../../Plugins/Gaudi/measured.csv"
};
static const uint8_t tpu_datasheet[] = {
#embed "../../Plugins/TPU/datasheet.yaml"
};
static const uint8_t tpu_prices[] = {
#embed "../../Plugins/TPU/prices.yaml"
};
static const uint8_t tpu_measured[] = {
#embed "../../Plugins/TPU/measured.csv"
};
static const uint8_t groq_datasheet[] = {
#embed "../../Plugins/Groq/datasheet.yaml"
};
static const uint8_t groq_prices[] = {
#embed "../../Plugins/Groq/prices.yaml"
};
static const uint8_t groq_measured[] = {
#embed "../../Plugins/Groq/measured.csv"
};
static const uint8_t cerebras_datasheet[] = {
#embed "../../Plugins/Cerebras/datasheet.yaml"
};
static const uint8_t cerebras_prices[] = {
#embed "../../Plugins/Cerebras/prices.yaml"
};
static const uint8_t cerebras_measured[] = {
#embed "../../Plugins/Cerebras/measured.csv"
};
static const uint8_t sambanova_datasheet[] = {
#embed "../../Plugins/SambaNova/datasheet.yaml"
};
static const uint8_t sambanova_prices[] = {
#embed "../../Plugins/SambaNova/prices.yaml"
};
static const uint8_t sambanova_measured[] = {
#embed "../../Plugins/SambaNova/measured.csv"
};
static const uint8_t endpoints_datasheet[] = {
#embed "../../Plugins/Endpoints/datasheet.yaml"
};
static const uint8_t endpoints_prices[] = {
#embed "../../Plugins/Endpoints/prices.yaml"
};
static const uint8_t endpoints_measured[] = {
#embed "../../Plugins/Endpoints/measured.csv"
};
#define PLUGIN_ENTRIES \
    ENTRY("H100/datasheet.yaml", h100_datasheet), \
    ENTRY("H100/prices.yaml", h100_prices), \
    ENTRY("H100/measured.csv", h100_measured), \
    ENTRY("L40/datasheet.yaml", l40_datasheet), \
    ENTRY("L40/prices.yaml", l40_prices), \
    ENTRY("L40/measured.csv", l40_measured), \
    ENTRY("Blackwell/datasheet.yaml", blackwell_datasheet), \
    ENTRY("Blackwell/prices.yaml", blackwell_prices), \
    ENTRY("Blackwell/measured.csv", blackwell_measured), \
    ENTRY("AMD/datasheet.yaml", amd_datasheet), \
    ENTRY("AMD/prices.yaml", amd_prices), \
    ENTRY("AMD/measured.csv", amd_measured), \
    ENTRY("A100/datasheet.yaml", a100_datasheet), \
    ENTRY("A100/prices.yaml", a100_prices), \
    ENTRY("A100/measured.csv", a100_measured), \
    ENTRY("Gaudi/datasheet.yaml", gaudi_datasheet), \
    ENTRY("Gaudi/prices.yaml", gaudi_prices), \
    ENTRY("Gaudi/measured.csv", gaudi_measured), \
    ENTRY("TPU/datasheet.yaml", tpu_datasheet), \
    ENTRY("TPU/prices.yaml", tpu_prices), \
    ENTRY("TPU/measured.csv", tpu_measured), \
    ENTRY("Groq/datasheet.yaml", groq_datasheet), \
    ENTRY("Groq/prices.yaml", groq_prices), \
    ENTRY("Groq/measured.csv", groq_measured), \
    ENTRY("Cerebras/datasheet.yaml", cerebras_datasheet), \
    ENTRY("Cerebras/prices.yaml", cerebras_prices), \
    ENTRY("Cerebras/measured.csv", cerebras_measured), \
    ENTRY("SambaNova/datasheet.yaml", sambanova_datasheet), \
    ENTRY("SambaNova/prices.yaml", sambanova_prices), \
    ENTRY("SambaNova/measured.csv", sambanova_measured), \
    ENTRY("Endpoints/datasheet.yaml", endpoints_datasheet), \
    ENTRY("Endpoints/prices.yaml", endpoints_prices), \
    ENTRY("Endpoints/measured.csv", endpoints_measured),
