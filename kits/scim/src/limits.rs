//! What one request and one resource may hold.

/// Bytes of a body. Larger: 413.
pub const BODY: usize = 256 * 1024;
/// Operations of one PATCH. More: 413.
pub const OPERATIONS: usize = 1_000;
/// Members of one group. More: 413.
pub const MEMBERS: usize = 10_000;
/// Resources of a page that asks for more, or for no number.
pub const PAGE: u32 = 200;
/// Resources of a page without `count`.
pub const PAGE_DEFAULT: u32 = 100;
/// Bytes of the attributes of one user that are kept as they came, written as JSON.
pub const EXTRA: usize = 16 * 1024;
/// Objects and lists within one another in a body.
pub const DEPTH: usize = 16;
/// Characters of a text that has a meaning here (names, addresses, ids).
pub const TEXT: usize = 1_024;
/// Addresses of one user.
pub const EMAILS: usize = 20;
/// Bytes of a query, and of a path of PATCH.
pub const QUERY: usize = 8 * 1024;
/// Comparisons of one filter.
pub const TERMS: usize = 10;
