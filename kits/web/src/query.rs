//! What stands in an address: the ids of its path, and the query of a list with its filters, order and place.

use crate::halt::Halt;
use crate::module::AppState;
use crate::scope;
use crate::visit::query_escape;
use axum::extract::{FromRequestParts, Path, Query};
use axum::http::request::Parts;
use gatehouse_context::Cx;
use gatehouse_core::Uuid;
use gatehouse_db::ListKey;

/// `path?a=b&c=d` without the empty ones.
pub fn address(path: &str, pairs: &[(&str, &str)]) -> String {
    let query: Vec<String> = pairs
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", query_escape(value)))
        .collect();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
}

/// The query of a list's address, or the form that asks for one. Reads anything; of a name given twice the last one counts.
pub struct Asked(Vec<(String, String)>);

impl FromRequestParts<AppState> for Asked {
    type Rejection = Halt;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Halt> {
        Query::<Vec<(String, String)>>::from_request_parts(parts, app)
            .await
            .map(|Query(pairs)| Self(pairs))
            .map_err(|_| Halt::BadRequest)
    }
}

impl From<Vec<(String, String)>> for Asked {
    fn from(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }
}

impl Asked {
    /// A parameter, trimmed and cut to 300 characters; missing is empty.
    pub fn get(&self, name: &str) -> String {
        self.raw(name).map(|v| v.trim().chars().filter(|c| !c.is_control()).take(300).collect()).unwrap_or_default()
    }

    /// A parameter as it came.
    pub fn raw(&self, name: &str) -> Option<&str> {
        self.0.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Every value of a parameter, as boxes of a form send it.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The list that is asked for: its address without the place in it, whatever the order of the query's members.
    pub fn list(&self, cx: &Cx, path: &str) -> ListKey {
        let mut filters: Vec<(&str, &str)> =
            self.0.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        filters.retain(|(name, _)| !["after", "before", "size"].contains(name));
        filters.sort_unstable();
        ListKey::new(&cx.app.keys, address(path, &filters))
    }
}

/// The ids of a path. What is no id is not found. The word of a company's address (`/c/{company}/…`) is none of them.
pub struct Ids<const N: usize>(pub [Uuid; N]);

impl<const N: usize> FromRequestParts<AppState> for Ids<N> {
    type Rejection = Halt;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Halt> {
        let Path(pairs) =
            Path::<Vec<(String, String)>>::from_request_parts(parts, app).await.map_err(|_| Halt::NotFound)?;
        let mut ids = [Uuid::nil(); N];
        let of_company = scope::word(parts.uri.path()).is_some();
        let is_id = |name: &str| name != "part" && !(of_company && name == "company");
        let mut values = pairs.iter().filter(|(name, _)| is_id(name)).map(|(_, value)| value);
        for id in &mut ids {
            let text = values.next().ok_or(Halt::NotFound)?;
            *id = Uuid::parse_str(text).map_err(|_| Halt::NotFound)?;
        }
        Ok(Self(ids))
    }
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn an_address_keeps_what_is_set_and_escapes_it() {
        assert_eq!(address("/staff/audit", &[("kind", ""), ("actor", "")]), "/staff/audit");
        assert_eq!(
            address("/staff/audit", &[("kind", "a b&c"), ("x", ""), ("y", "1")]),
            "/staff/audit?kind=a%20b%26c&y=1"
        );
    }
}
