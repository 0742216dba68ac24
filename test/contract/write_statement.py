"""Makes one statement with the snippet of the documentation, given as the first argument."""
import sys

exec(sys.argv[1])
print(attest(sys.argv[2]))  # noqa: F821: the snippet defines it
