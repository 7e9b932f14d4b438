from tearsheet.parsing.entities import Entities as Entities
from tearsheet.parsing.entities import Entity as Entity
from tearsheet.parsing.entities import is_within as is_within
