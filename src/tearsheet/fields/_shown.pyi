from tearsheet.fields.shown import texts_of as texts_of
from tearsheet.fields.shown import texts_sized as texts_sized
