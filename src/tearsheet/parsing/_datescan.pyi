from tearsheet.parsing.datescan import Token as Token
from tearsheet.parsing.datescan import may_name_year as may_name_year
from tearsheet.parsing.datescan import tokens_of as tokens_of
