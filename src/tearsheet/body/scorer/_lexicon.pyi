from tearsheet.body.scorer.paths import Lexicon as Lexicon
