# Sourced: installs cvc5, against which the tests hold the prover's answers, where that needs no question; the tests that want it are skipped without it.
if ! command -v cvc5 >/dev/null; then
  if ! command -v apt-get >/dev/null; then
    echo "test: cvc5 is not installed, and there is no apt-get to install it; the tests that ask it are skipped. Get it from https://cvc5.github.io." >&2
  elif [ "$(id -u)" -eq 0 ]; then
    (apt-get update && apt-get install -y cvc5) >/dev/null 2>&1 </dev/null || echo "test: apt-get could not install cvc5; the tests that ask it are skipped." >&2
  elif sudo -n true 2>/dev/null; then
    (sudo -n apt-get update && sudo -n apt-get install -y cvc5) >/dev/null 2>&1 </dev/null || echo "test: apt-get could not install cvc5; the tests that ask it are skipped." >&2
  else
    echo "test: cvc5 is not installed, and installing it needs root; the tests that ask it are skipped. Run: sudo apt-get install cvc5" >&2
  fi
fi
