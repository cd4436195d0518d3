# make demo and make test are all that a fresh clone needs; make help lists the rest.

PREFIX ?= /usr/local
SHARE = $(DESTDIR)$(PREFIX)/share
PLANS := Plans/train-from-scratch.yaml Plans/fine-tune-llama.yaml Plans/inference-only.yaml
SWIFT_FILES := Package.swift Sources Plugins Tests Benchmarks/Package.swift Benchmarks/Sources

# The Swift library goes into the program, so that it runs where no toolchain is. Apple's systems
# bring the library along and refuse the flag.
STATIC := $(if $(filter Linux,$(shell uname -s)),--static-swift-stdlib)
# Spreadsheets where the library is there; looked up when a command runs, after it was installed.
TRAITS = $(if $(shell pkg-config --exists xlsxwriter 2>/dev/null && echo yes),--traits Spreadsheet)
RELEASE = swift build -c release --product headroom $(STATIC) $(TRAITS)
SUDO := $(if $(filter-out 0,$(shell id -u)),sudo)

.DEFAULT_GOAL := help
.PHONY: help libraries plugins build demo test fuzz record install format lint bench clean

help: ## List what make can do
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

libraries: ## Install libyaml, zlib, libxlsxwriter and pkg-config where they are missing
	@if pkg-config --exists yaml-0.1 zlib xlsxwriter 2>/dev/null; then :; \
	elif command -v apt-get >/dev/null; then \
	  $(SUDO) apt-get update || echo "apt-get update failed; trying the lists that are there" >&2; \
	  $(SUDO) env DEBIAN_FRONTEND=noninteractive \
	    apt-get install -y --no-install-recommends libyaml-dev zlib1g-dev pkg-config; \
	  $(SUDO) env DEBIAN_FRONTEND=noninteractive \
	    apt-get install -y --no-install-recommends libxlsxwriter-dev \
	    || echo "libxlsxwriter is not to be had: the program will write no .xlsx" >&2; \
	elif command -v brew >/dev/null; then brew install libyaml zlib libxlsxwriter pkgconf; \
	else echo "install libyaml, zlib, libxlsxwriter and pkg-config, then run make again" >&2; exit 1; \
	fi

plugins: ## Write the lists of the folders under Plugins/
	@Scripts/plugins

build: libraries plugins ## Build the program in release
	$(RELEASE)

demo: build ## Compare the three sample plans
	@echo
	@"$$($(RELEASE) --show-bin-path)/headroom" compare $(PLANS)

# The commands that tests run are those of the release program: the debug one takes ten times as long.
TESTED = HEADROOM_PROGRAM="$$($(RELEASE) --show-bin-path)/headroom" \
  swift test --disable-xctest $(TRAITS)

test: build ## Run every test, or those of FILTER=REGEX
	$(TESTED) $(if $(FILTER),--filter '$(FILTER)')

record: build ## Write recorded answers anew, or those whose name has ONLY=TEXT
	HEADROOM_RECORD=1 $(if $(ONLY),HEADROOM_ONLY='$(ONLY)') $(TESTED) --filter \
	  '$(if $(ONLY),GoldenTests/answer|FrontDoorTests/everyExample,Golden|FrontDoor|Architecture|Planning)'

# 20,000 runs take about an hour; RUNS and SEED say other ones.
fuzz: build ## Run the program on RUNS files changed at random, from SEED on
	HEADROOM_FUZZ_RUNS=$(or $(RUNS),20000) $(if $(SEED),HEADROOM_FUZZ_SEED=$(SEED)) \
	  $(TESTED) --filter ProgramFuzzTests

install: build ## Put program, manual page and completions under PREFIX
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 "$$($(RELEASE) --show-bin-path)/headroom" "$(DESTDIR)$(PREFIX)/bin/headroom"
	install -d "$(SHARE)/man/man1" "$(SHARE)/bash-completion/completions" \
	  "$(SHARE)/zsh/site-functions" "$(SHARE)/fish/vendor_completions.d"
	install -m 644 Documentation/headroom.1 "$(SHARE)/man/man1/headroom.1"
	"$(DESTDIR)$(PREFIX)/bin/headroom" --generate-completion-script bash \
	  > "$(SHARE)/bash-completion/completions/headroom"
	"$(DESTDIR)$(PREFIX)/bin/headroom" --generate-completion-script zsh \
	  > "$(SHARE)/zsh/site-functions/_headroom"
	"$(DESTDIR)$(PREFIX)/bin/headroom" --generate-completion-script fish \
	  > "$(SHARE)/fish/vendor_completions.d/headroom.fish"

format: ## Format every Swift file
	swift format -i -r $(SWIFT_FILES)

lint: ## Check the format of every Swift file
	swift format lint --strict -r $(SWIFT_FILES)

bench: libraries ## Measure ledgers, the search, and the tape beside C and numpy
	swift run -c release --package-path Benchmarks

clean: ## Remove what was built
	rm -rf .build Benchmarks/.build
