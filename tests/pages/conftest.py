from tests.browser.conftest import at_desk, browse, browser_context_args, browser_type_launch_args

__all__ = ["at_desk", "browse", "browser_context_args", "browser_type_launch_args"]
