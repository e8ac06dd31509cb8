"""School documents made on the spot, with what is to be read from them.

`papers` describes a document, `writers` write it as Word, PDF and text, `scans` as a noisy picture.
`generated` holds documents by the author of the rules, `unseen` those written before the rules met them,
`seeds` the five real ones.
"""
