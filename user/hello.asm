; user/hello.asm - the smallest program: two system calls and no library
;
; A program in ring 3 asks the kernel for everything through the `syscall` instruction.
; The number of the call goes into rax, its arguments into rdi, rsi, rdx, r10, r8, r9;
; the answer comes back in rax, and a value of -4095..-1 is an error number. The kernel
; keeps every other register but rcx and r11, which `syscall` itself overwrites
; (System V ABI for AMD64, appendix A.2.1).
;
;	nasm -f elf64 hello.asm && ld -o hello hello.o && ./hello

SYS_write	equ 1
SYS_exit	equ 60
STDOUT		equ 1

	default	rel
	global	_start

	section	.text

; _start - where the kernel begins the program
; in: rsp -> argc, argv[0] .. argv[argc-1], NULL, envp[0] .., NULL, auxiliary vector
; out: never returns
_start:
	mov	eax, SYS_write
	mov	edi, STDOUT
	lea	rsi, [text]
	mov	edx, text_end - text
	syscall			; rax = number of bytes written, or -errno

	xor	edi, edi	; exit status 0 if every byte went out ...
	cmp	rax, text_end - text
	je	.leave
	mov	edi, 1		; ... else 1
.leave:
	mov	eax, SYS_exit
	syscall			; does not come back

	section	.rodata
text:	db	"Hello from ring 3.", 10
text_end:
