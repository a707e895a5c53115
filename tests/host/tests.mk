# tests/host/tests.mk - tests of lib/, and of other pure code, that run on the host
#
# Each test is tests/host/NAME_test.c with the files of lib/ that NAME_LIB lists and those that
# NAME_SRC lists with their paths, compiled as lib/ is for the kernel (no host headers), but for the
# host and with the address and undefined-behaviour sanitizers, into $(O)/host/NAME. To add one: a
# file, a name in HOST_TEST_NAMES, its NAME_LIB.

HOST_TEST_NAMES := string kstrtox vsprintf rbtree bitmap xarray sort glob cmdline elf cpio multiboot2 vma interval_tree rmap \
	memblock buddy page_alloc vmap_area srat

memory_LIB   := mem string strsearch
string_LIB   := $(memory_LIB)
kstrtox_LIB  := kstrtox $(memory_LIB)
vsprintf_LIB := vsprintf vsprintf_pointer errname hexdump find_bit $(memory_LIB)
rbtree_LIB   := rbtree rbtree_walk
bitmap_LIB   := bitmap find_bit $(memory_LIB)
xarray_LIB   := xarray $(memory_LIB)
sort_LIB     := sort bsearch
glob_LIB     := glob
cmdline_LIB  := cmdline $(memory_LIB)
elf_LIB      := elf $(memory_LIB)
multiboot2_LIB := vsprintf vsprintf_pointer errname find_bit hexdump $(memory_LIB)
cpio_LIB     := cpio kstrtox vsprintf vsprintf_pointer errname find_bit $(memory_LIB)
vma_LIB      := rbtree rbtree_walk interval_tree
vma_SRC      := mm/user/vma.c mm/user/vma_merge.c mm/user/vma_rmap.c
rmap_LIB     := $(vma_LIB) $(memory_LIB)
rmap_SRC     := $(vma_SRC) mm/user/rmap.c
interval_tree_LIB := rbtree rbtree_walk interval_tree
memblock_LIB := $(memory_LIB)
memblock_SRC := mm/frames/memblock.c
srat_LIB     := $(memory_LIB)
buddy_SRC     := mm/frames/buddy.c
page_alloc_SRC := mm/frames/buddy.c mm/frames/page_alloc.c mm/frames/page_free.c
vmap_area_LIB := rbtree rbtree_walk
vmap_area_SRC := mm/kernel/vmap_area.c

HOST_TESTS := $(addprefix $(O)/host/,$(HOST_TEST_NAMES))

HOST_TEST_CFLAGS := -std=gnu17 -O1 -g $(WARNINGS) \
	-ffreestanding -nostdinc -isystem $(shell $(HOSTCC) -print-file-name=include) \
	-fno-strict-aliasing -fno-common -fno-omit-frame-pointer \
	-fsanitize=address,undefined -fno-sanitize-recover=all \
	-include tests/host/rename.h -I tests/host/include -I include -I include/uapi -I .

# One command compiles and links: the files are few and small.
define host_test
$(O)/host/$(1): tests/host/$(1)_test.c tests/host/host_test.c $(patsubst %,lib/%.c,$($(1)_LIB)) \
		$($(1)_SRC) $(BUILD_RULES) tests/host/tests.mk
	$$(call say,HOSTCC,$$@)
	@mkdir -p $$(@D)
	$$(Q)$$(HOSTCC) $$(HOST_TEST_CFLAGS) -o $$@ $$(filter %.c,$$^)
endef
$(foreach name,$(HOST_TEST_NAMES),$(eval $(call host_test,$(name))))

# Several sources in one command: GCC can write the dependencies of one only, so all headers count.
$(HOST_TESTS): $(wildcard tests/host/*.h tests/host/include/asm/*.h lib/*.h mm/user/*.h mm/frames/*.h mm/kernel/*.h \
		include/linux/*.h include/linux/sched/*.h include/asm/*.h include/uapi/linux/*.h)
