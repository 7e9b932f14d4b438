from tearsheet.fields.datelines import dated_lines as dated_lines
