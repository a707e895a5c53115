# user/user.mk - builds the user programs and lays out the guest's root
#
# Every program is a static ELF file for Linux on x86-64: those of tests/user/ run on the
# host as they are, from $(O)/tests/user/. The root of the initramfs is the directory
# $(INITRD_ROOT):
#
#	/init			the first program
#	/bin/			what a person runs: our programs, and BusyBox under its many names
#	/tests/			the tests, run by tools/vm; bench, run by `make bench`
#	/etc/			who root is
#	/dev /proc /sys /tmp	empty: the kernel and the programs fill them
#
# A new user/NAME.c, user/NAME.asm or tests/user/NAME_test.c is built and packed without
# any line here.

INITRD_ROOT  := $(O)/root
INITRD_FILES := $(O)/root.stamp

USER_PROGRAMS := $(basename $(notdir $(wildcard user/*.c user/*.asm)))
USER_TESTS    := $(basename $(notdir $(wildcard tests/user/*_test.c))) auxv_pie_test fuzz_syscalls
USER_BENCH    := $(addprefix $(O)/tests/bench/,$(basename $(notdir $(wildcard tests/bench/*.c))))
USER_ELF      := $(addprefix $(O)/user/,$(USER_PROGRAMS))
USER_TEST_ELF := $(addprefix $(O)/tests/user/,$(USER_TESTS))

# The host's static BusyBox, and those of its names that the guest has.
BUSYBOX := $(shell command -v busybox)
BUSYBOX_NAMES := ash awk basename cat chmod clear cmp cp cut date dd devmem df diff dirname \
	dmesg du echo env expr false find free grep head hexdump id kill less ln ls mkdir mknod \
	mount mv od poweroff printf ps pwd readlink reboot rm rmdir sed seq sh sleep sort \
	stat stty sync tail tar tee test time top touch tr true umount uname uniq uptime vi \
	watch wc which xargs yes

USER_CFLAGS := -O2 -g -Wall -Wextra -Werror -Wno-unused-parameter -fno-pie -I include/uapi -MMD -MP \
	       -ffile-prefix-map=$(CURDIR)=.

.PHONY: user-tests
user-tests: $(USER_TEST_ELF)

$(O)/user/%: user/%.c user/user.mk
	$(call say,MUSLCC,$<)
	@mkdir -p $(@D)
	$(Q)$(MUSLCC) -static -no-pie $(USER_CFLAGS) -o $@ $<

$(O)/user/%: user/%.asm user/user.mk
	$(call say,NASM,$<)
	@mkdir -p $(@D)
	$(Q)$(NASM) -f elf64 -o $@.o $<
	$(Q)$(LD) -static -o $@ $@.o

$(O)/tests/user/%: tests/user/%.c user/user.mk
	$(call say,MUSLCC,$<)
	@mkdir -p $(@D)
	$(Q)$(MUSLCC) -static -no-pie $(USER_CFLAGS) -o $@ $<

$(O)/tests/bench/%: tests/bench/%.c user/user.mk
	$(call say,MUSLCC,$<)
	@mkdir -p $(@D)
	$(Q)$(MUSLCC) -static -no-pie $(USER_CFLAGS) -o $@ $<

# Static-PIE: musl-gcc knows only half of it, so its start file is named here.
$(O)/tests/user/auxv_pie_test: tests/user/auxv_test.c user/user.mk
	$(call say,MUSLCC,$<)
	@mkdir -p $(@D)
	$(Q)$(MUSLCC) $(USER_CFLAGS) -fPIE -static -nostartfiles \
		-Wl,-pie,--no-dynamic-linker,-z,text -o $@ -l:rcrt1.o $<

$(O)/root.stamp: $(USER_ELF) $(USER_TEST_ELF) $(USER_BENCH) user/user.mk
	@rm -rf $(INITRD_ROOT)
	@install -d -m 755 $(addprefix $(INITRD_ROOT)/,. bin tests etc dev root)
	@install -d -m 555 $(addprefix $(INITRD_ROOT)/,proc sys)
	@install -d -m 1777 $(INITRD_ROOT)/tmp
	@printf '%s:/bin/sh\n' root:x:0:0:root:/root daemon:x:1:1:daemon:/ bin:x:2:2:bin:/ \
		nobody:x:65534:65534:nobody:/ >$(INITRD_ROOT)/etc/passwd
	@printf '%s:\n' root:x:0 daemon:x:1 bin:x:2 nogroup:x:65534 >$(INITRD_ROOT)/etc/group
	$(Q)for file in $(USER_ELF); do \
		$(OBJCOPY) --strip-all $$file $(INITRD_ROOT)/bin/$${file##*/}; done
	$(Q)for file in $(USER_TEST_ELF) $(USER_BENCH); do \
		$(OBJCOPY) --strip-all $$file $(INITRD_ROOT)/tests/$${file##*/}; done
	@mv $(INITRD_ROOT)/bin/init $(INITRD_ROOT)/init
	$(if $(BUSYBOX),@install -m 755 $(BUSYBOX) $(INITRD_ROOT)/bin/busybox)
	$(if $(BUSYBOX),@for name in $(BUSYBOX_NAMES); do \
		ln -s busybox $(INITRD_ROOT)/bin/$$name; done)
	@: >$@

-include $(wildcard $(O)/user/*.d $(O)/tests/user/*.d $(O)/tests/bench/*.d)
