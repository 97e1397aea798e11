"""The codebook, the second coding of quantities, and the numbers that no mark covers."""

import csv
import re

from tests.project import ROOT, tool

import tipseeds as tip
from tipseeds.edition.scheme import default


def test_the_codebook_page_is_in_step():
    maker = tool("make_codebook")
    text = maker.PAGE.read_text(encoding="utf-8")
    assert maker.page(text) == text, "run make codebook"


def test_the_codebook_has_a_row_for_each_topic_unit_and_bound():
    text = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")
    section = text[text.index("## Stated quantities") : text.index("## Overseas labour")]
    first_cells = {
        cell.strip() for row in re.findall(r"^\| ([^|]+) \|", section, re.MULTILINE) for cell in (row, *row.split(", "))
    }
    assert set(default().topics) | set(default().units) | set(tip.quantity.BOUNDS) <= first_cells


def test_the_figures_of_the_second_pass_are_those_of_the_codebook():
    figures = tool("quantity_agreement").figures()
    text = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")
    assert f"| quantities in the first coding | {figures['first']} |" in text
    assert f"| quantities in the second coding | {figures['second']} |" in text
    assert f"| in both | {figures['both']} |" in text
    assert (
        f"| share of the first that the second found | {figures['share of the first found by the second']:.3f} |"
        in text
    )
    assert (
        f"| share of the second that the first had | {figures['share of the second found by the first']:.3f} |" in text
    )
    assert f"(Jaccard) | {figures['jaccard']:.3f} |" in text
    assert f"| the same notation, of those in both | {figures['same notation']} of {figures['both']} |" in text
    assert f"| the same topic, of those in both | {figures['same topic']} of {figures['both']} |" in text
    alpha, kappa = figures["topic, Krippendorff's alpha"], figures["topic, Cohen's kappa"]
    assert f"| Krippendorff's alpha for topic | {alpha:.3f} |" in text
    assert f"| Cohen's kappa for topic | {kappa:.3f} |" in text


def test_every_number_in_the_originals_is_a_mark_or_has_a_reason(originals, capsys):
    uncovered = tool("uncovered_numbers")
    assert uncovered.main([str(originals)]) == 0, capsys.readouterr().out
    assert "124 numbers that no mark covers" in capsys.readouterr().out


def test_a_number_without_a_reason_is_found(originals, capsys, monkeypatch):
    uncovered = tool("uncovered_numbers")
    known = uncovered.reasons()
    known.pop(("two-koreas", "c11", "1951", 1))
    monkeypatch.setattr(uncovered, "reasons", lambda: known)
    assert uncovered.main([str(originals)]) == 1
    assert "1951" in capsys.readouterr().out


def test_the_list_of_reasons_quotes_no_sentence():
    with (ROOT / "seeds" / "coding" / "uncovered-numbers.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 124
    assert max(len(row["context"].split()) for row in rows) <= 6
    assert all(row["reason"] for row in rows)
