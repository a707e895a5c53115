# tools/build/image.mk - the initramfs and the ISO
#
# user/user.mk says which user programs there are and how the guest's root is laid out; here the
# root becomes a cpio archive, and kernel, archive and GRUB become an ISO that starts under
# BIOS and under UEFI. Kernel and archive are the same bytes whenever they are built; the ISO is
# not, since grub-mkrescue names the volume by the time of day and GRUB finds it by that name.

include user/user.mk

INITRD := $(O)/initrd.cpio
ISO    := $(O)/atlas.iso

# All that GRUB needs to read its CD, run iso/grub.cfg and start the kernel. Without this list
# grub-mkrescue would pack every module it has. (Under UEFI it asks for every kind of partition.)
GRUB_MODULES := normal configfile iso9660 gzio multiboot2 serial terminal test echo boot \
	fat all_video $(addprefix part_,acorn amiga apple bsd dfly dvh gpt msdos plan sun sunpc)

.PHONY: initrd iso

initrd: $(INITRD)

$(INITRD): $(INITRD_FILES) tools/vmlib/newc.py
	$(call say,CPIO,$@)
	$(Q)$(PYTHON) tools/vmlib/newc.py $@ $(INITRD_ROOT)

iso: $(ISO)

$(ISO): $(KERNEL) $(INITRD) iso/grub.cfg tools/build/image.mk
	$(call say,ISO,$@)
	@rm -rf $(O)/iso && mkdir -p $(O)/iso/boot/grub
	$(Q)$(OBJCOPY) --strip-debug $(KERNEL) $(O)/iso/boot/atlas.elf
	$(Q)gzip -9nc $(INITRD) >$(O)/iso/boot/initrd.cpio.gz
	$(Q)cp iso/grub.cfg $(O)/iso/boot/grub/grub.cfg
	$(Q)grub-mkrescue -o $@ --install-modules='$(GRUB_MODULES)' --locales= --themes= --fonts= \
		$(O)/iso >$(O)/grub-mkrescue.log 2>&1 || { cat $(O)/grub-mkrescue.log; exit 1; }

# Debian's bash, coreutils and python3, for tools/vm --overlay. The same for every build.
ROOTFS_DEBIAN := build/rootfs-debian

.PHONY: rootfs-debian
rootfs-debian: $(ROOTFS_DEBIAN).stamp

$(ROOTFS_DEBIAN).stamp: tools/rootfs.py
	$(call say,ROOTFS,$(ROOTFS_DEBIAN))
	$(Q)tools/rootfs.py $(ROOTFS_DEBIAN)
	@: >$@
