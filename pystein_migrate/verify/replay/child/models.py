"""The two worker libraries behind one shape: load an app, list its functions, invoke one."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from . import protos, typed


class WorkerError(Exception):
    """A request that the worker answered with a failure."""


class _Worker:
    library = ""

    def __init__(self, root: str) -> None:
        self.root = root
        self.handlers = importlib.import_module(f"{self.library}.handle_event")

    async def init(self) -> None:
        """Send WorkerInitRequest. Raises :class:`WorkerError` with the worker's message."""
        init_request = SimpleNamespace(capabilities={}, function_app_directory=self.root, host_version="4.1040.0")
        properties = {"host": "127.0.0.1", "protos": protos}
        request = SimpleNamespace(request=SimpleNamespace(worker_init_request=init_request), properties=properties)
        _check(await self.handlers.worker_init_request(request))

    async def metadata(self) -> Any:
        """Send FunctionsMetadataRequest; the answer."""
        return await self.handlers.functions_metadata_request(SimpleNamespace(request=SimpleNamespace()))

    async def invoke(self, function_id: str, inputs: dict[str, Any], metadata: dict[str, Any]) -> dict[str, Any]:
        """Send InvocationRequest; what came back as plain values."""
        request = SimpleNamespace(
            invocation_id="00000000-0000-0000-0000-000000000001",
            function_id=function_id,
            input_data=[protos.ParameterBinding(name=name, data=typed.to_message(v)) for name, v in inputs.items()],
            trigger_metadata={name: typed.to_message(value) for name, value in metadata.items()},
            trace_context=SimpleNamespace(
                trace_parent="00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01", trace_state="", attributes={}
            ),
            retry_context=SimpleNamespace(retry_count=0, max_retry_count=0, exception=None),
        )
        response = await self.handlers.invocation_request(
            SimpleNamespace(request=SimpleNamespace(invocation_request=request))
        )
        if response.result.status == protos.StatusResult.Success:
            outputs = {output.name: typed.to_plain(output.data) for output in response.output_data}
            return {"status": "success", "return": typed.to_plain(response.return_value), "outputs": outputs}
        exception = response.result.exception
        return {"status": "failure", "exception": exception.message, "trace": exception.stack_trace}


class LegacyWorker(_Worker):
    """azure-functions-runtime-v1: the host reads function.json and asks to load each function."""

    library = "azure_functions_runtime_v1"

    async def load(self, function: dict[str, Any]) -> str:
        """Send FunctionLoadRequest; the function's id. Raises :class:`WorkerError`."""
        bindings = {
            binding["name"]: protos.BindingInfo(
                type=binding["type"], direction=binding["direction"], data_type=binding.get("dataType", "undefined")
            )
            for binding in function["bindings"]
        }
        metadata = protos.RpcFunctionMetadata(
            name=function["name"],
            directory=str(Path(self.root, function["name"])),
            script_file=str(Path(self.root, function["script"])),
            entry_point=function["entry_point"],
            bindings=bindings,
        )
        request = SimpleNamespace(function_id=function["name"], metadata=metadata)
        _check(
            await self.handlers.function_load_request(
                SimpleNamespace(request=SimpleNamespace(function_load_request=request))
            )
        )
        return str(function["name"])


class MigratedWorker(_Worker):
    """azure-functions-runtime: the worker indexes function_app.py and announces its functions."""

    library = "azure_functions_runtime"

    async def functions(self) -> list[dict[str, Any]]:
        """The functions announced: name, id, raw bindings (JSON texts), retry."""
        results = (await self.metadata()).function_metadata_results or []
        return [
            {
                "name": result.name,
                "id": result.function_id,
                "bindings": [str(binding) for binding in result.raw_bindings],
                "retry": _retry(result.retry_options),
            }
            for result in results
        ]


def _retry(options: Any) -> dict[str, Any] | None:
    if options is None:
        return None
    return {name: str(getattr(options, name)) for name in options.FIELDS if getattr(options, name) is not None}


def _check(response: Any) -> None:
    if response.result.status != protos.StatusResult.Success:
        exception = response.result.exception
        raise WorkerError(exception.message, exception.stack_trace)
