from tearsheet.fields.date_lines import dated_lines as dated_lines
