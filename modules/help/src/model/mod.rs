//! Types and pure rules: how far a text is, Markdown, the articles that come with the program, which page has which article.

pub mod markdown;
pub mod page_map;
pub mod shipped;
pub mod slug;
pub mod words;
