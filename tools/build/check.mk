# tools/build/check.mk - everything that says whether the tree is right
#
# Tests run on the debug build. All of them, whatever they are made of, report TAP to one `prove`;
# tests/run says how each is started. lint reads sources and objects and starts nothing.

HOST_TESTS :=
include tests/host/tests.mk

MACHINE_TESTS := $(sort $(wildcard tests/machine/*.t))
LONG_TESTS    := $(sort $(wildcard tests/machine/long/*.t))
# tests/machine/long/fuzz.t runs it.
NO_USER_TESTS := fuzz_syscalls
# The longest first, so that the last one does not keep the others' core waiting.
ALL_TESTS := $(MACHINE_TESTS) kernel:* $(addprefix user:,$(filter-out $(NO_USER_TESTS),$(USER_TESTS))) \
	$(HOST_TESTS)

.PHONY: test test-long lint lint-format lint-scripts lint-c lint-floors lint-headers lint-paths \
	format bench bench-boot oracle test-debug test-long-debug

test:
	$(Q)$(MAKE) --no-print-directory DEBUG=1 test-debug

test-long:
	$(Q)$(MAKE) --no-print-directory DEBUG=1 test-long-debug

TEST_NEEDS := kernel initrd iso $(HOST_TESTS)

test-debug: $(TEST_NEEDS)
	$(Q)tests/run $(ALL_TESTS)

test-long-debug: $(TEST_NEEDS)
	$(Q)tests/run $(LONG_TESTS) $(ALL_TESTS)

lint: lint-format lint-scripts lint-floors lint-headers lint-c lint-paths
	@echo 'lint: clean'

C_FILES  := $(shell find $(KERNEL_DIRS) include user tests -name '*.[ch]' 2>/dev/null | LC_ALL=C sort)
HEADERS  := $(filter include/%.h,$(C_FILES))
SCRIPTS  := tools/setup tools/lint/c tests/run $(addprefix tests/oracle/,compare init host) .ci/run
PYTHON_FILES := $(shell grep -rlE --include='*' '^\#!/usr/bin/env python3' tools tests) \
	$(wildcard tools/*/*.py tests/*/*.py)

lint-format:
	$(call say,FORMAT,)
	$(Q)clang-format --dry-run --Werror $(C_FILES)

format:
	$(Q)clang-format -i $(C_FILES)

lint-scripts:
	$(call say,SCRIPTS,)
	$(Q)shellcheck $(SCRIPTS)
	$(Q)$(PYTHON) -c "import ast, sys; [ast.parse(open(f).read(), f) for f in sys.argv[1:]]" $(PYTHON_FILES)

# From the debug build's objects: which folder calls which, and what calls code that boot gives back.
lint-floors:
	$(Q)$(MAKE) --no-print-directory DEBUG=1 lint-floors-debug

.PHONY: lint-floors-debug
lint-floors-debug: $(KERNEL_OBJ)
	$(call say,FLOORS,)
	$(Q)$(PYTHON) tools/lint/floors.py --nm $(NM) --objects $(O)
	$(Q)$(PYTHON) tools/lint/init_calls.py --objdump $(OBJDUMP) $(KERNEL_OBJ)

lint-headers:
	$(call say,HEADERS,)
	$(Q)for header in $(HEADERS); do \
		$(CC) $(KERNEL_CFLAGS) -fsyntax-only -include $$header -x c /dev/null || exit 1; done

lint-c: build/compile_commands.json
	$(call say,CPPCHECK,)
	$(Q)tools/lint/c $(KERNEL_SRC)

# A path of the machine at hand is no path on another one.
lint-paths:
	$(call say,PATHS,)
	$(Q)! git grep -nF -e '$(CURDIR)/' -e "$$HOME/" -- . || \
		{ echo 'lint: these lines name a path of this machine' >&2; exit 1; }

# What Linux prints for the same programs; no recording for those that it has no answer for.
ATLAS_ONLY := $(shell sed 's/^\#.*//; s/[[:space:]].*//' tests/oracle/atlas-only)

oracle: initrd
	$(Q)DEBUG=$(DEBUG) tests/oracle/record $(filter-out $(ATLAS_ONLY),$(USER_TESTS))
	$(Q)tests/oracle/host $(O)/tests/user $(filter-out $(ATLAS_ONLY),$(USER_TESTS))

# The release build, whatever DEBUG is: budgets are for that.
bench:
	$(Q)tests/bench/run

bench-boot: kernel initrd
	$(Q)DEBUG=$(DEBUG) tools/bench-boot
