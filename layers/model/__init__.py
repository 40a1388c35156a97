"""What a layer declares: fields, vocabularies, flow, links, colours, and what each implies."""
