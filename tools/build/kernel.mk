# tools/build/kernel.mk - compiles the kernel's folders and links them into one ELF
#
# Every *.c and *.asm under KERNEL_DIRS is part of the kernel: adding a file is enough. DEBUG_SRC are
# in the debug build only.
# The image is linked twice. The first link has empty symbol tables; tools/mksymbols.py reads
# that image and writes the real ones, which the second link puts at the end of .rodata, after all
# text, so no function moves between the two (and mksymbols checks that none did).

KERNEL_DIRS := boot kernel drivers fs mm core arch lib tests/kernel
DEBUG_SRC   := $(addprefix core/base/,held.c lock_graph.c lockdep.c)
KERNEL_SRC  := $(sort $(filter-out arch/asm-offsets.c $(if $(filter 1,$(DEBUG)),,$(DEBUG_SRC)),$(shell \
	find $(KERNEL_DIRS) -name '*.c' -o -name '*.asm' 2>/dev/null)))
KERNEL_OBJ  := $(patsubst %,$(O)/%.o,$(KERNEL_SRC))
LINKED_OBJ  := $(KERNEL_OBJ) $(O)/entry-frame.o
KERNEL      := $(O)/atlas.elf

WARNINGS := -Wall -Wextra -Werror -Wno-unused-parameter -Wmissing-prototypes \
	    -Wstrict-prototypes -Wvla
KERNEL_CFLAGS := -std=gnu17 -O2 -g $(WARNINGS) \
	-ffreestanding -nostdinc -isystem $(shell $(CC) -print-file-name=include 2>/dev/null) \
	-mcmodel=kernel -mno-red-zone -mgeneral-regs-only -fno-pic -fno-pie \
	-fno-omit-frame-pointer -fno-stack-protector -fcf-protection=none \
	-fno-asynchronous-unwind-tables -fno-common -fno-strict-aliasing -fno-strict-overflow \
	-fno-delete-null-pointer-checks -ffile-prefix-map=$(CURDIR)=. \
	-I include -I include/uapi -I . \
	$(if $(filter 1,$(DEBUG)),-DCONFIG_DEBUG=1)
NASMFLAGS := -f elf64 -g -F dwarf -w+all -Werror \
	-I $(O)/ $(if $(filter 1,$(DEBUG)),-DCONFIG_DEBUG=1)
# NASM writes the working directory into its DWARF and cannot map it; the same number of bytes that
# say `here` take its place. The labels inside its macros (..@9.name) would hide those of routines.
NASM_HERE := $(shell printf '%s' '$(CURDIR)' | tr -c / / | sed 's|^.|.|')

LDFLAGS := -T linker.ld -nostdlib -static --build-id=none -z noexecstack -z max-page-size=4096 \
	--defsym=__entry_text_size=__entry_text_end-__entry_text_start

.PHONY: kernel FORCE
FORCE:

kernel: $(KERNEL) build/compile_commands.json

# A changed rule or flag rebuilds what it makes.
BUILD_RULES := Makefile tools/build/kernel.mk

$(O)/%.c.o: %.c $(BUILD_RULES)
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(KERNEL_CFLAGS) -MMD -MP -c -o $@ $<

$(O)/%.asm.o: %.asm $(O)/asm-offsets.inc $(BUILD_RULES)
	$(call say,NASM,$<)
	@mkdir -p $(@D)
	$(Q)$(NASM) $(NASMFLAGS) -I $(<D)/ -MD $(@:.o=.d) -MQ $@ -MP -o $@ $<
	$(Q)LC_ALL=C sed -i 's|$(CURDIR)/|$(NASM_HERE)/|g' $@
	$(Q)$(OBJCOPY) --wildcard --strip-symbol='..@*' $@

# Offsets for the assembler come from the C structures: arch/asm-offsets.c is compiled to assembly,
# and each of its lines `->NAME VALUE` becomes `%define NAME VALUE`.
$(O)/asm-offsets.inc: arch/asm-offsets.c $(BUILD_RULES)
	$(call say,OFFSETS,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(KERNEL_CFLAGS) -MMD -MP -MF $(@:.inc=.d) -MT $@ -S -o $(@:.inc=.s) $<
	$(Q)sed -n 's/^.*->\([A-Za-z_][A-Za-z0-9_]*\) *[$$#]*\(-*[0-9][0-9]*\).*$$/%define \1 \2/p' \
		$(@:.inc=.s) >$@

# What debuggers need to know of the entry code.
$(O)/entry-frame.o: tools/build/entry-frame.asm
	@mkdir -p $(@D)
	$(Q)$(NASM) -f elf64 -o $@ $<

# The list changes only when a source comes or goes; then the image is linked again.
$(O)/objects.list: FORCE
	@mkdir -p $(@D)
	@echo '$(KERNEL_OBJ)' | cmp -s - $@ || echo '$(KERNEL_OBJ)' >$@

$(O)/kallsyms-empty.asm: tools/mksymbols.py
	@mkdir -p $(@D)
	$(Q)$(PYTHON) $< --empty $@

$(O)/kallsyms.o $(O)/kallsyms-empty.o: %.o: %.asm
	$(Q)$(NASM) -f elf64 -I $(O)/ -o $@ $<

$(O)/atlas-pass1.elf: $(LINKED_OBJ) $(O)/kallsyms-empty.o $(O)/objects.list linker.ld
	$(Q)$(LD) $(LDFLAGS) -o $@ $(LINKED_OBJ) $(O)/kallsyms-empty.o

$(O)/kallsyms.asm: $(O)/atlas-pass1.elf tools/mksymbols.py
	$(call say,SYMBOLS,$@)
	$(Q)$(PYTHON) tools/mksymbols.py --nm $(NM) --objdump $(OBJDUMP) $< $@

$(KERNEL): $(O)/kallsyms.o
	$(call say,LD,$@)
	$(Q)$(LD) $(LDFLAGS) -o $@ $(LINKED_OBJ) $(O)/kallsyms.o
	$(Q)$(PYTHON) tools/mksymbols.py --nm $(NM) --check $(O)/atlas-pass1.elf $@

# What editors and clang-tidy read. It names this machine's paths, so it is made, never committed.
build/compile_commands.json: $(O)/objects.list tools/compile_commands.py $(BUILD_RULES)
	$(Q)$(PYTHON) tools/compile_commands.py $@ '$(CC) $(KERNEL_CFLAGS)' \
		$(filter %.c,$(KERNEL_SRC))

-include $(KERNEL_OBJ:.o=.d) $(O)/asm-offsets.d
