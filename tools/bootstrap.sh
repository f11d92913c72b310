#!/usr/bin/env bash
# Installs the Debian packages that the build needs; does nothing (and takes no time) when all are there.
set -euo pipefail
packages=(cmake ninja-build ccache python3 clang-19 lld-19 llvm-19-dev liblld-19-dev libc++-19-dev musl-dev libc6-dev libgcc-12-dev libstdc++-12-dev
  libicu-dev libssl-dev zlib1g-dev libzstd-dev libxml2-dev libbrotli-dev nlohmann-json3-dev gdb)
missing=()
have=$(dpkg-query -W -f='${Package} ${db:Status-Status}\n' "${packages[@]}" 2>/dev/null || true)
for p in "${packages[@]}"; do
  grep -qx "$p installed" <<<"$have" || missing+=("$p")
done
if [ ${#missing[@]} -gt 0 ]; then
  echo "bootstrap: installing ${missing[*]}"
  if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo=sudo
    else echo "bootstrap: missing packages and not root; run: sudo apt-get install -y ${missing[*]}" >&2; exit 1; fi
  fi
  export DEBIAN_FRONTEND=noninteractive
  log=$(mktemp)
  if ! { ${sudo:-} apt-get update -q && ${sudo:-} apt-get install -y -q --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2; echo "bootstrap: apt-get failed, log in $log" >&2; exit 1
  fi
  rm -f "$log"
fi
if ! command -v dotnet >/dev/null && [ -z "${DOTNET_ROOT:-}" ]; then
  echo "bootstrap: the .NET 10 SDK (dotnet) is not on PATH: https://dotnet.microsoft.com/download" >&2; exit 1
fi
