#!/usr/bin/env python3
"""Debian's own bash, coreutils and python3 in Atlas: each script says here what it says on the host.

The programs are the host's (make rootfs-debian), so their output must be the same to the byte; all
run in one boot."""
import re
import shlex
import shutil
import tempfile

from harness import Tap, run, vm

OVERLAY = "build/rootfs-debian"
LIMIT = 60  # seconds, for one script
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "HOME": "/", "TZ": "UTC0"}
END = "---- "  # begins the line behind a script's output

# Each runs in an empty directory, as bash -c SCRIPT.
SCRIPTS = {
    "a pipeline": "seq 100 | grep 7 | sort -rn | head -3 | tr 0-9 a-j | tee copy; wc copy",
    "a here-document, substitutions, arithmetic": 'cat <<X\n$((6 * 7)) $(echo in) ${PATH%%:*}\nX',
    "process substitution": "paste <(seq 3) <(seq 2 4); comm -12 <(seq 5) <(seq 3 9)",
    "a coprocess": "coproc cat; echo through >&${COPROC[1]}; read -u ${COPROC[0]} x; echo $x",
    "traps and signals": "trap 'echo usr1' USR1; kill -USR1 $$; trap 'echo bye' EXIT; (exit 3); echo $?",
    "jobs": "set -m; sleep 9 & jobs -r | cut -c1-12; kill %1; wait %1; echo $?",
    "PIPESTATUS and pipefail": 'set -o pipefail; false | true | (exit 4); echo $? "${PIPESTATUS[@]}"',
    "arrays and patterns": "shopt -s extglob; a=(x{1..3}.c); echo ${a[@]/%.c/.o}; echo ${#a[*]} ${a[-1]//?(x)/_}",
    "limits": "ulimit -n 20; ulimit -n; ulimit -S -s; exec 19</dev/null; echo $?",
    "sort in every way": "printf '%s\\n' 10 9 b A a 1K 2M -3 | tee >(sort >s) >(sort -g >g) | sort -h; until [ -s s -a -s g ]; do sleep .1; done; "
    "cat s g; seq 20000 | sort -S 64k -R --random-source=/dev/zero | sort -n | md5sum",
    "text": "seq 30 | split -l 10 - p; wc -l p*; paste p*; fold -w 3 paa | nl | tac | od -c | tail -2; "
    "expand -t 4 <(echo -e 'a\\tb'); join <(seq 3) <(seq 2 5); tsort <(echo a b b c); ptx <(echo x y)",
    "checksums": "seq 9999 >n; md5sum n; sha1sum n; sha256sum n; b2sum n; cksum n; sum n; base64 n | tail -1",
    "dd, od, head, tail": "dd if=/dev/zero bs=4k count=3 of=z status=none; dd if=z bs=1 skip=5 count=7 status=none "
    "| od -An -tx1z; tail -c +12286 z | od -c; head -c -12280 z | wc -c; stat -c %b z",
    "expr, test, printf, seq, factor, numfmt": "expr 7 '*' 6; [ 1 -lt 2 -a -d / ]; echo $?; printf '%05.1f|%q\\n' 2.25 'a b'; "
    "seq -s, -w 8 11; factor 1234567890123; numfmt --to=iec 123456; basename /a/b.c .c; dirname /a/b",
    "realpath, readlink, pwd, mktemp": "mkdir d; ln -s d l; cd l; pwd -P | tail -c3; readlink ../l; "
    "realpath --relative-to=.. ../l; mktemp -u XX.XXXX | tr -dc . ; cd -P .; mktemp -d tXXXX | wc -c",
    "date and its zone": "date -u -d @1000000000; date -d '2001-09-09 01:46:40 UTC' +%s; TZ=EST5EDT date -d @0 +%c",
    "id, who, tty, stty, uname": "id; groups; logname 2>&1 | head -c7; tty; stty 2>&1; uname -s; nproc --all >/dev/null; arch",
    "shuf, uniq, cut, yes": "yes | head -3 | uniq -c; shuf -i 1-5 --random-source=/dev/zero | sort | cut -c1 | paste -sd+",
    "maps: the parts of libc apart": 'while read -r _ perms _ _ _ file; do [[ $file == *libc.so.6 ]] && echo $perms; done </proc/self/maps',
    "read with a time limit": "read -t 0.1 < <(sleep 1); echo $?",
    "ls -l of what was made": "touch a; ln a b; ln -s a c; mkdir -m 750 d; mkfifo f; chmod 4711 a; "
    "touch -d 2001-02-03T04:05:06 a d f; touch -h -d @7 c; ls -ld --full-time a b c f; stat -c %a d; ls -Rdq * | sort -r",
    "stat, touch, truncate, du": "echo hello >x; truncate -s 9000 x; touch -d @5.25 x; "
    "stat -c '%n %s %A %a %h %U:%G %Y %.3Y %F' x; du --apparent-size -b x",
    "cp -a, mv, rm -r, install": "mkdir -p a/b/c; echo 1 >a/b/c/f; ln -s f a/b/c/l; cp -a a z; mv z/b y; "
    "find y z a | sort; install -m 600 a/b/c/f g; stat -c %a g; rm -r a y z; ls",
    "timeout, nice, env, nohup": "timeout .2 sleep 9; echo $?; nice -n 5 nice; env -i A=1 env; nohup echo x 2>&1",
    "tail -f follows": "(sleep .2; echo late >>f; sleep .3) & touch f; tail -f --pid=$! f 2>/dev/null",
    "dangling names": "cat nothing; ls nothing; rmdir .; cp x x; mkdir -p a/b; mv a a/b; ln -s loop loop; cat loop",
}

PYTHON = {
    "threads": """
import threading, queue
work, done = queue.Queue(), []
def serve():
    while (item := work.get()) is not None:
        done.append(item * item)
threads = [threading.Thread(target=serve) for _ in range(8)]
for thread in threads: thread.start()
for item in [*range(100), *[None] * 8]: work.put(item)
for thread in threads: thread.join()
print(sum(done), threading.active_count())
""",
    "a pool of threads, a barrier, a timer": """
import threading
from concurrent.futures import ThreadPoolExecutor
barrier = threading.Barrier(4)
def meet(n):
    barrier.wait(10)
    return n * 2
with ThreadPoolExecutor(4) as pool: print(list(pool.map(meet, range(4))))
fired = threading.Event()
threading.Timer(0.05, fired.set).start()
print(fired.wait(10), threading.Lock().acquire(timeout=1))
""",
    "mmap": """
import mmap, os
with open("f", "w+b") as f:
    f.truncate(10000)
    with mmap.mmap(f.fileno(), 0) as m:
        m[4096:4101] = b"hello"; m.flush(); m.move(0, 4096, 5); m.resize(20000)
        print(m[:5], m.find(b"hello", 1), len(m), os.fstat(f.fileno()).st_size)
    with mmap.mmap(f.fileno(), 4096, access=mmap.ACCESS_COPY, offset=4096) as m:
        m[0:1] = b"J"; f.seek(4096); print(m[:5], f.read(5))
    try: mmap.mmap(f.fileno(), 4096, access=mmap.ACCESS_READ)[0] = 1
    except TypeError as error: print(error)
shared = mmap.mmap(-1, 4096)
if os.fork() == 0:
    shared.write(b"from the child"); os._exit(0)
print(os.wait()[1], shared[:14]); shared.madvise(mmap.MADV_DONTNEED)
""",
    "subprocess": """
import subprocess
print(subprocess.run(["sort", "-r"], input="a\\nb\\n", capture_output=True, text=True))
print(subprocess.check_output("echo $((6 * 7)); exit 0", shell=True, stderr=subprocess.STDOUT))
big = subprocess.run(["cat"], input=bytes(300000), capture_output=True)
print(len(big.stdout), subprocess.call(["false"]), subprocess.call("kill -9 $$", shell=True))
try: subprocess.run(["sleep", "9"], timeout=0.2)
except subprocess.TimeoutExpired as error: print(error.cmd)
try: subprocess.run(["/no/such"])
except OSError as error: print(error)
print(subprocess.run(["pwd"], cwd="/", start_new_session=True, close_fds=True).returncode)
""",
    "what a process asks of itself": """
import os, resource, sys, time, random
print(os.getuid(), os.umask(0o22), os.path.basename(os.readlink("/proc/self/exe")))
print(resource.getrlimit(resource.RLIMIT_STACK), resource.getrusage(resource.RUSAGE_SELF).ru_utime >= 0)
print(len(os.sched_getaffinity(0)) > 0, time.monotonic() > 0, len(os.urandom(9)), random.random() < 1)
print(open("/proc/self/cmdline").read().split("\\0")[0], os.uname().sysname)
sys.setrecursionlimit(4000)
def deep(n): return n and 1 + deep(n - 1)
print(deep(3000))
""",
    "a pseudo-terminal": """
import os, pty, termios
pid, fd = pty.fork()
if pid == 0: os.execvp("bash", ["bash", "--norc", "-c", "tty | tr -d 0-9; read x; echo got $x"])
text = os.read(fd, 999)
os.write(fd, b"wxrd\\x7f\\x7f\\x7ford\\n")
try:
    while data := os.read(fd, 999): text += data
except OSError as error: print(error)
print(os.waitpid(pid, 0)[1], text)
""",
    "ctypes calls libc": """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
print(libc.strlen(b"four"), libc.open(b"/no/such", 0), ctypes.get_errno())
compare = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_int), ctypes.POINTER(ctypes.c_int))
numbers = (ctypes.c_int * 5)(5, 1, 4, 2, 3)
libc.qsort(numbers, 5, 4, compare(lambda a, b: a[0] - b[0])); print(list(numbers))
""",
    "pthread_exit": """
import ctypes
print("the last thread", flush=True)
ctypes.CDLL(None).pthread_exit(None)
""",
    "a traceback": "import traceback\n1 / 0\n",
    "signals": """
import os, signal, time
seen = []
signal.signal(signal.SIGALRM, lambda number, frame: seen.append(number))
signal.setitimer(signal.ITIMER_REAL, 0.05)
while not seen: time.sleep(0.01)
print(seen)
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1]); os.kill(os.getpid(), signal.SIGUSR1)
print(signal.sigpending(), signal.sigwait([signal.SIGUSR1]))
""",
    "select, selectors, epoll, pipes": """
import os, select, selectors
r, w = os.pipe()
print(select.select([r], [w], [], 0)[1] == [w]); os.write(w, b"x")
print(select.select([r], [], [], 5)[0] == [r])
for kind in (selectors.SelectSelector, selectors.PollSelector, selectors.EpollSelector):
    with kind() as s:
        s.register(r, selectors.EVENT_READ); print(kind.__name__, [e for _, e in s.select(5)])
""",
    "files and directories": """
import os, shutil, stat, tempfile, glob
with tempfile.TemporaryDirectory(dir=".") as top:
    os.makedirs(top + "/a/b"); open(top + "/a/b/f", "w").write("text\\n" * 1000)
    os.symlink("b", top + "/a/l"); os.utime(top + "/a/b/f", (1, 2.5))
    s = os.stat(top + "/a/l/f"); print(s.st_size, s.st_mtime, stat.filemode(s.st_mode))
    os.mkdir(top + "/c"); shutil.copyfile(top + "/a/l/f", top + "/c/f"); os.link(top + "/c/f", top + "/c/g")
    print(sorted(name[len(top):] for name in glob.glob(top + "/**", recursive=True)))
    print(sorted((e.name, e.is_symlink(), e.is_dir()) for e in os.scandir(top + "/c")))
    fd = os.open(top, os.O_DIRECTORY); print(os.listdir(fd) != [], os.access("a", os.F_OK, dir_fd=fd))
print(shutil.disk_usage(".").total > 0)
""",
}


def cases():
    """Yields each script's name and its command."""
    for name, script in SCRIPTS.items():
        yield name, ["bash", "-c", script]
    for name, script in PYTHON.items():
        yield f"python3: {name}", ["python3", "-I", "-c", script]


def runner():
    """A shell script that runs every case in a directory of its own and says how it ended."""
    text = "cd $1\n"
    for number, (_, command) in enumerate(cases()):
        words = f"busybox timeout -s KILL {LIMIT} {shlex.join(command)}"
        text += f"(mkdir {number}; cd {number}; {words} </dev/null 2>&1)\n"
        text += f'echo "{END}$?"\n'
    return text.encode("ascii")


def outputs(result):
    """What each case printed, and how it ended."""
    return re.findall(rf"(.*?){END}(\d+)\n", result.out, re.DOTALL)


def main():
    tap = Tap()
    made = run(["make", "-s", "rootfs-debian"])
    if made.status and not shutil.which("dpkg-query"):
        tap.skip("Debian's programs", "this host has no Debian packages")
        tap.done()
    tap.equal(made.status, 0, "make rootfs-debian", made)
    start = ["env", "-i", *(f"{name}={value}" for name, value in ENVIRONMENT.items())]
    with tempfile.TemporaryDirectory() as scratch:
        here = run([*start, "bash", "-s", scratch], runner())
    there = vm("--overlay", OVERLAY, "--", *start, "bash", "-s", "/tmp", data=runner(), timeout=300)
    got = outputs(there)
    for number, wanted in enumerate(outputs(here)):
        name = list(cases())[number][0]
        tap.equal(got[number] if number < len(got) else None, wanted, name, there.err)
    tap.done()


main()
