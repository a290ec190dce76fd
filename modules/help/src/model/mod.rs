//! Types and pure rules: how far a text is, Markdown and its pictures, how two texts differ, the articles that come with the program, which page has
//! which article, what is kept of searches and of requests.

pub mod diff;
pub mod markdown;
pub mod missed;
pub mod missed_count;
pub mod page_map;
pub mod picture;
pub mod question;
pub mod shipped;
pub mod shots;
pub mod slug;
pub mod words;
