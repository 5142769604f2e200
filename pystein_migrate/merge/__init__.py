"""From an app's legacy functions to a proposal that is proven, and from that to the files that change."""
