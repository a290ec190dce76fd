//! Members of a query that an operation of the API does not have, or that come twice, are refused (ALL-7): a filter with a typing
//! error must not give the whole list. The API's own description says which members there are.

use crate::api::RequestRefusal;
use crate::halt::Halt;
use axum::extract::{MatchedPath, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use utoipa::openapi::path::{Operation, ParameterIn, PathItem};
use utoipa::openapi::{OpenApi, RefOr};

/// The longest name that a refusal repeats, in characters.
const LONGEST_NAME: usize = 40;

/// The members by route and method.
pub(crate) struct Members(HashMap<(String, Method), BTreeSet<String>>);

impl Members {
    pub(crate) fn of(openapi: &OpenApi) -> Arc<Self> {
        let mut all = HashMap::new();
        for (path, item) in &openapi.paths.paths {
            let PathItem { get, put, post, delete, patch, .. } = item;
            let methods = [
                (Method::GET, get),
                (Method::PUT, put),
                (Method::POST, post),
                (Method::DELETE, delete),
                (Method::PATCH, patch),
            ];
            for (method, operation) in methods {
                if let Some(operation) = operation {
                    all.insert((path.clone(), method), names(operation));
                }
            }
        }
        Arc::new(Self(all))
    }

    fn judge(&self, route: &str, method: &Method, query: &str) -> Result<(), RequestRefusal> {
        // What is answered here without an operation of its own (an unknown method) takes no members.
        let known = self.0.get(&(route.to_owned(), method.clone()));
        let mut seen = BTreeSet::new();
        for (name, _) in form_urlencoded::parse(query.as_bytes()) {
            if !known.is_some_and(|known| known.contains(name.as_ref())) {
                return Err(RequestRefusal::QueryUnknown(shown(&name)));
            }
            if !seen.insert(name.clone().into_owned()) {
                return Err(RequestRefusal::QueryRepeated(shown(&name)));
            }
        }
        Ok(())
    }
}

fn names(operation: &Operation) -> BTreeSet<String> {
    let parameters = operation.parameters.iter().flatten().filter_map(|parameter| match parameter {
        RefOr::T(parameter) if parameter.parameter_in == ParameterIn::Query => Some(parameter.name.clone()),
        _ => None,
    });
    parameters.collect()
}

fn shown(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect()
}

/// Refuses a query that the operation does not have. Requests without one pay nothing.
pub(crate) async fn refuse_unknown(State(members): State<Arc<Members>>, request: Request, next: Next) -> Response {
    if let (Some(query), Some(route)) = (request.uri().query(), request.extensions().get::<MatchedPath>()) {
        let method = if request.method() == Method::HEAD { &Method::GET } else { request.method() };
        if let Err(refusal) = members.judge(route.as_str(), method, query) {
            return Halt::refused(refusal).into_response();
        }
    }
    next.run(request).await
}
