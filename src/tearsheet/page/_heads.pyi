from tearsheet.page.heads import metas_by_key as metas_by_key
from tearsheet.page.heads import nodes_by_word as nodes_by_word
from tearsheet.page.heads import read_metas as read_metas
