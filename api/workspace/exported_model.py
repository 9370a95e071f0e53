"""Models of sentence-transformers as ONNX runs them: exported once, into the state folder."""

import os
import platform
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

_CPU: Final = "CPUExecutionProvider"


def exported_model(library: Any, model: str, folder: Path, *, int8: bool) -> Any:
    """The model as ONNX runs it, with `int8` in whole numbers of 8 bits; exported now when it was not before.

    `library` is sentence_transformers, `model` a folder or a name that it knows, `folder` where exported ones lie.
    Files appear whole: an export that is killed is done again. Raises OSError and ValueError where the library does.
    """
    place = folder / blake2b(model.encode(), digest_size=8).hexdigest()
    plain = place / "onnx" / "model.onnx"
    folder.mkdir(parents=True, exist_ok=True)
    if not plain.exists():
        exported = library.SentenceTransformer(model, backend="onnx", model_kwargs={"export": True, "provider": _CPU})
        with TemporaryDirectory(dir=folder, ignore_cleanup_errors=True) as draft:
            exported.save_pretrained(f"{draft}/model")
            with suppress(OSError):  # another process was faster
                os.replace(f"{draft}/model", place)
    if not int8:
        return _opened(library, plain)
    if not _smaller(plain.parent):
        with TemporaryDirectory(dir=folder) as draft:
            library.export_dynamic_quantized_onnx_model(_opened(library, plain), _processor(), draft)
            for file in _smaller(Path(draft) / "onnx"):
                os.replace(file, plain.parent / file.name)
    return _opened(library, _smaller(plain.parent)[0])


def _opened(library: Any, file: Path) -> Any:
    named = {"file_name": f"onnx/{file.name}", "provider": _CPU}
    return library.SentenceTransformer(str(file.parents[1]), backend="onnx", model_kwargs=named)


def _smaller(folder: Path) -> list[Path]:
    return sorted(folder.glob("model_q*int8_*.onnx"))


def _processor() -> str:
    """What int8 is made for: instructions that every processor of the last ten years has."""
    return "arm64" if platform.machine().lower() in {"arm64", "aarch64"} else "avx2"
