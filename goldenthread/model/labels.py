"""The words that people read for the choices that files name."""

from __future__ import annotations

WORDS = {
    "draft": "Draft", "for-agreement": "For agreement", "high": "High", "medium": "Medium", "low": "Low",
    "rise": "Should rise", "fall": "Should fall", "hold": "Should hold", "open": "Open", "accepted": "Accepted",
    "accepted-in-part": "Accepted in part", "already-covered": "Already covered", "not-accepted": "Not accepted",
    "out-of-scope": "Out of scope", "accuracy": "Accuracy", "completeness": "Completeness", "insight": "Insight",
    "not-stated": "Not stated", "provisional": "Provisional", "published": "Published",
}
