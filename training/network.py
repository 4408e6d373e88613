"""The encoder with its heads, in torch: used to learn, then exported."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel

from communique.annotate.relations.kinds import kinds
from communique.annotate.relations.marking import MARKS
from communique.model.ontology import EventType, ontology
from communique.model.records import Status

KINDS = tuple(kinds())
EVENTS = ("none", *EventType)
STATUSES = tuple(Status)
CONTEXTS = ontology().contexts
POINTERS = ("source_start", "source_end", "target_start", "target_end", "trigger_start", "trigger_end")

# Which event each kind belongs to, as a row number of EVENTS.
EVENT_OF = tuple(EVENTS.index(kinds()[k].event or "none") for k in KINDS)


@dataclass(frozen=True, slots=True)
class Shape:
    """What is made out of which base model. ``layers``: how many of its first layers are kept."""

    base: Path
    layers: int
    dropout: float = 0.1


class Network(nn.Module):
    """Reads marked sentences, gives logits.

    The word vectors stay as they were learnt elsewhere; the marks get vectors of their own, which are written into the
    table of words when the network is exported.
    """

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        config = AutoConfig.from_pretrained(shape.base)
        config.num_hidden_layers = shape.layers
        config._attn_implementation = "eager"
        self.encoder = AutoModel.from_pretrained(shape.base, config=config, add_pooling_layer=False)
        self.words = self.encoder.embeddings.word_embeddings
        self.words.weight.requires_grad_(False)
        width = config.hidden_size
        self.marks = nn.Embedding(len(MARKS) + 1, width, padding_idx=0)
        nn.init.normal_(self.marks.weight, std=0.05)
        with torch.no_grad():
            self.marks.weight[0].zero_()
        self.dropout = nn.Dropout(shape.dropout)
        self.mix = nn.Linear(4 * width, width)
        self.kind = nn.Linear(width, len(KINDS))
        self.status = nn.Linear(width, len(STATUSES))
        self.contexts = nn.Linear(width, len(CONTEXTS))
        self.points = nn.Linear(width, len(POINTERS))

    def embed(self, ids: Tensor, marks: Tensor) -> Tensor:
        """Word vectors (batch, length, width); ``marks`` is 0 for words and 1.. for the marks."""
        return self.words(ids) + self.marks(marks)

    def forward(self, vectors: Tensor, mask: Tensor, source: Tensor, target: Tensor) -> dict[str, Tensor]:
        """Logits: kind, status, contexts (batch, classes), points (batch, length, pointers)."""
        states = self.encoder(inputs_embeds=vectors, attention_mask=mask).last_hidden_state
        rows = torch.arange(states.shape[0], device=states.device)
        weights = mask.unsqueeze(-1).to(states.dtype)
        mean = (states * weights).sum(1) / weights.sum(1)
        joined = torch.cat([states[:, 0], mean, states[rows, source], states[rows, target]], dim=-1)
        mixed = self.dropout(torch.tanh(self.mix(self.dropout(joined))))
        points = self.points(self.dropout(states)).masked_fill(mask.unsqueeze(-1) == 0, -1e4)
        return {
            "kind": self.kind(mixed),
            "status": self.status(mixed),
            "contexts": self.contexts(mixed),
            "points": points,
        }


def head_names() -> str:
    """What the heads' numbers mean, as the JSON that is shipped beside the network."""
    return json.dumps({"kinds": KINDS, "statuses": STATUSES, "contexts": CONTEXTS, "pointers": POINTERS}, indent=1)
