# Makefile - builds Atlas, runs it, tests it; `make help` lists what a person asks for
#
# Everything that is made goes under build/release, or build/debug with DEBUG=1; the two never
# share a file. Rules are by subject: tools/build/kernel.mk compiles and links the kernel,
# image.mk packs user programs, initramfs and ISO, check.mk holds lint and tests.
# V=1 shows whole commands.

MAKEFLAGS += --no-builtin-rules --no-builtin-variables
.DELETE_ON_ERROR:
.DEFAULT_GOAL := kernel

DEBUG ?= 0
O     := build/$(if $(filter 1,$(DEBUG)),debug,release)
Q     := $(if $(filter 1,$(V)),,@)
say    = $(if $(filter 1,$(V)),,@printf '  %-7s %s\n' '$(1)' '$(patsubst $(O)/%,%,$(2))')

PYTHON := python3
VM     := DEBUG=$(DEBUG) tools/vm

# The compiler and its binutils: $(CROSS_COMPILE)gcc, else x86_64-elf-gcc, else x86_64-linux-gnu-gcc.
CROSS := $(if $(CROSS_COMPILE),$(CROSS_COMPILE),$(shell \
	if command -v x86_64-elf-gcc >/dev/null; then echo x86_64-elf-; else echo x86_64-linux-gnu-; fi))
CC      := $(CROSS)gcc
LD      := $(CROSS)ld
NM      := $(CROSS)nm
OBJCOPY := $(CROSS)objcopy
OBJDUMP := $(CROSS)objdump
HOSTCC  := gcc
MUSLCC  := musl-gcc
NASM    := nasm

# Nothing is compiled before tools/setup has seen that every tool is there. Make remakes this
# included file first, then reads the Makefile again, now with the tools installed.
TOOLS_READY := build/tools.ready
ifneq ($(filter-out help clean format,$(or $(MAKECMDGOALS),kernel)),)
include $(TOOLS_READY)
endif

$(TOOLS_READY): tools/setup
	@tools/setup
	@mkdir -p $(@D) && : >$@

include tools/build/kernel.mk
include tools/build/image.mk
include tools/build/check.mk

.PHONY: run demo gdb clean help

run: iso
	$(Q)$(VM) --iso

demo: iso
	$(Q)$(VM) --iso -- /bin/mmapdemo

gdb: iso
	$(Q)DEBUG=$(DEBUG) tools/gdb/start $(CMD)

clean:
	$(Q)rm -rf build

define HELP
Usage: make TARGET [DEBUG=1] [V=1]

  run         build the ISO, boot it in QEMU, show the mmap demonstration, leave you at a shell
  demo        only the demonstration; its exit status is the result
  test        all tests, on the debug build: under 15 minutes on two cores
  test-long   the same, and what takes longer
  gdb         the ISO stopped at its first instruction, GDB attached; CMD='-ex …' for batch use
  bench       what the hot paths cost in instructions, beside their budgets and Linux;
              and how much more 2 CPUs get done than one
  oracle      record what Debian's Linux prints for the user tests (tests/oracle/*.out)
  bench-boot  the median of five boots, from QEMU's start to /init and to the prompt, and Linux's
  iso         build/…/atlas.iso: GRUB, kernel and initramfs, for BIOS and UEFI
  kernel      build/…/atlas.elf
  initrd      build/…/initrd.cpio: the user programs and the root they live in
  rootfs-debian  build/rootfs-debian: bash, coreutils and python3 for tools/vm --overlay
  lint        layout, floors, headers, scripts, and what clang-tidy and cppcheck can prove
  format      bring the C files into the layout that lint asks for
  clean       remove build/

DEBUG=1 builds under build/debug, with checks that cost time; otherwise build/release.
V=1 shows whole commands. tools/vm --help tells how to run one command in Atlas.
endef

help:
	@: $(info $(HELP))
