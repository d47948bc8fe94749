"""What is skipped elsewhere fails in CI."""

import os
import shutil
import subprocess
import sys

import pytest

from aipm_helpers import ROOT


@pytest.mark.parametrize(("ci", "status"), [("", 0), ("true", 1)])
def test_a_skipped_test_fails_in_ci_only(tmp_path, ci, status):
    """A learner without a tool is told; CI without it would prove nothing."""
    shutil.copy(ROOT / "conftest.py", tmp_path)
    (tmp_path / "test_it.py").write_text("import pytest\n\ndef test_it():\n    pytest.skip('no tool')\n")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "CI"))}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-rs", "--rootdir", tmp_path, tmp_path]
    result = subprocess.run(
        command, env=environment | {"CI": ci}, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert result.returncode == status, result.stdout
    assert "no tool" in result.stdout
