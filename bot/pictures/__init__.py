"""Pictures that say at one look what a card cannot: plain facts in, a PNG out; nothing here knows Discord."""
