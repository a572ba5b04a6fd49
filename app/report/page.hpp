#pragma once

#include <string>
#include <string_view>

namespace plumb {

/// A file of app/report/page, or "chart.js", as compiled in. Throws Error (a failure) for a name
/// that is not there.
std::string_view page_file(std::string_view name);

/// Text between HTML's tags and in its quoted attributes.
std::string escape_html(std::string_view text);

/// A JSON document for a script element: nothing in it can end the element or begin a comment.
std::string escape_json_block(std::string_view json);

/// The page: `frame` with its {{NAME}} replaced by the file of that name, {{title}} by the escaped
/// title, and {{data}} by the escaped JSON. A NAME.html is filled likewise; other files stay as
/// they are.
std::string fill_page(std::string_view title, std::string_view json,
                      std::string_view frame = "index.html");

}  // namespace plumb
