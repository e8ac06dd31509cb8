"""How the school's regulation wants published text to look (StylePolicy), as classes of the stylesheet."""

from regulations.schema import StylePolicy
from vietnamese import slug


def text_classes(policy: StylePolicy) -> str:
    """Class names for the body of an article: "font-times-new-roman size-14"; empty when nothing is ruled."""
    classes = []
    if policy.body_font:
        classes.append(f"font-{slug(policy.body_font)}")
    if policy.body_size_pt:
        classes.append(f"size-{policy.body_size_pt}")
    return " ".join(classes)
