"""tools/vmlib - the pieces of tools/vm, in the order of a run

    options   the command line
    build     what is stale is made first
    machine   the QEMU command
    newc      a directory as a cpio archive, for --overlay and for the initramfs
    frames    the channel on COM2: the command's input, output and exit status
    console   the kernel's console on COM1: the log, panics, KTAP lines
    pump      starts QEMU and moves bytes until it ends
    session   what the bytes mean when a command or the kernel's tests run
    terminal  what they mean when a person sits at the console
    main      puts them together
"""
