# Sourced: sees to moto, an emulator of AWS, and the AWS CLI, where that needs no question; the tests that want them are skipped without.
# What is on the PATH serves. Else both are installed, as build/moto.txt pins them, into a folder of their own below artifacts/.
moto_has() { command -v aws >/dev/null && { python -c 'import moto.server, flask' || python3 -c 'import moto.server, flask'; } >/dev/null 2>&1; }
moto_folder=$PWD/artifacts/moto
if ! moto_has; then
  if ! cmp -s build/moto.txt "$moto_folder/.installed"; then
    rm -rf "$moto_folder"
    mkdir -p artifacts
    if ! command -v python3 >/dev/null || ! python3 -m venv "$moto_folder" >/dev/null 2>&1; then
      echo "test: moto is not installed, and python3 cannot make a virtual environment for it (Debian: apt-get install python3-venv); the tests that ask it are skipped." >&2
    elif ! "$moto_folder/bin/python" -m pip install --quiet --disable-pip-version-check --retries 1 --timeout 20 -r build/moto.txt >artifacts/moto.log 2>&1 </dev/null; then
      echo "test: moto is not installed, and pip could not install it (artifacts/moto.log says why); the tests that ask it are skipped. Try: pip install -r build/moto.txt" >&2
    else
      cp build/moto.txt "$moto_folder/.installed"
    fi
  fi
  if [ -e "$moto_folder/.installed" ]; then export PATH=$moto_folder/bin:$PATH; fi
fi
unset -f moto_has
