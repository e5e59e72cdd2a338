"""Shards of Parquet, for what outgrows one machine, and where the stages run over them.

A lake is a folder: sources → documents → annotations, one shard in, one shard out, each there whole or not at
all. docs/decisions/0016 has the layout, docs/scale.md how to run it.
"""
