//! Members of a query that an operation of the API does not have, or that come twice, are refused (ALL-7): a filter with a typing
//! error must not give the whole list. The API's own description says which members there are.

use crate::api::RequestRefusal;
use crate::api::doors::{Describable, methods};
use crate::halt::Halt;
use axum::extract::{MatchedPath, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};
use utoipa::openapi::RefOr;
use utoipa::openapi::path::ParameterIn;

/// The longest name that a refusal repeats, in characters.
const LONGEST_NAME: usize = 40;

/// The operations by route and method.
pub(crate) struct Members(HashMap<(String, Method), Known>);

/// An operation, with the members of its query once somebody has sent one.
struct Known {
    operation: Describable,
    members: OnceLock<BTreeSet<String>>,
}

impl Members {
    pub(crate) fn of(operations: &[Describable]) -> Arc<Self> {
        let known = |operation: &Describable| Known { operation: operation.clone(), members: OnceLock::new() };
        let all = operations.iter().flat_map(|operation| {
            operation.methods.iter().map(move |method| ((operation.path.clone(), method.clone()), known(operation)))
        });
        Arc::new(Self(all.collect()))
    }

    fn judge(&self, route: &str, method: &Method, query: &str) -> Result<(), RequestRefusal> {
        // What is answered here without an operation of its own (an unknown method) takes no members.
        let known = self.0.get(&(route.to_owned(), method.clone()));
        let known = known.map(|known| known.members.get_or_init(|| members(&known.operation, method)));
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

fn members(operation: &Describable, method: &Method) -> BTreeSet<String> {
    let (_, mut paths, _) = operation.described();
    let described = paths.paths.values_mut().flat_map(methods).filter(|(of, _)| of == method);
    let parameters = described.filter_map(|(_, described)| described.take()?.parameters).flatten();
    let names = parameters.filter_map(|parameter| match parameter {
        RefOr::T(parameter) if parameter.parameter_in == ParameterIn::Query => Some(parameter.name),
        _ => None,
    });
    names.collect()
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
