//! The doors of the API: each operation with where it is, its method and who may call it, as data like the doors of pages
//! ([`crate::doors`]). What an operation needs of an API key, the type of its handler's first argument says; the description that
//! programs read is told it from here.

use super::{ApiVisit, Change, Scoped};
use crate::doors::{Entry, Route};
use crate::module::AppState;
use axum::Router;
use axum::extract::State;
use axum::handler::Handler;
use axum::http::Method;
use gatehouse_context::Right;
use gatehouse_guard::Budget;
use std::borrow::Cow;
use std::marker::PhantomData;
use utoipa::openapi::path::{Operation as Described, PathItem};
use utoipa::openapi::{OpenApi, SecurityRequirement};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

/// How the description calls the way in with an API key.
pub(crate) const API_KEY: &str = "api_key";

/// Operations for programs with an API key.
pub enum WithKey {}

/// Operations for anybody.
pub enum WithoutKey {}

/// A handler's arguments, of which the first says who may call.
pub trait Arguments {
    /// [`WithKey`] or [`WithoutKey`].
    type Caller;
    /// The scope that the key needs.
    const SCOPE: Option<&'static str>;
}

impl<R: Right> Arguments for Scoped<R> {
    type Caller = WithKey;
    const SCOPE: Option<&'static str> = R::SCOPE;
}

impl<R: Right, B> Arguments for Change<R, B> {
    type Caller = WithKey;
    const SCOPE: Option<&'static str> = R::SCOPE;
}

impl Arguments for ApiVisit {
    type Caller = WithoutKey;
    const SCOPE: Option<&'static str> = None;
}

impl Arguments for State<AppState> {
    type Caller = WithoutKey;
    const SCOPE: Option<&'static str> = None;
}

macro_rules! first_of {
    ($($rest:ident)*) => {
        /// As axum writes them: with a mark of its own before the first.
        impl<M, First: Arguments, $($rest),*> Arguments for (M, First, $($rest,)*) {
            type Caller = First::Caller;
            const SCOPE: Option<&'static str> = First::SCOPE;
        }
    };
}

first_of!();
first_of!(A);
first_of!(A B);
first_of!(A B C);

/// One operation.
pub struct Operation<C> {
    routes: UtoipaMethodRouter<AppState>,
    scope: Option<&'static str>,
    caller: PhantomData<fn() -> C>,
}

impl<C> Operation<C> {
    /// For [`crate::operations!`]: what `utoipa` knows of the handler, and what its arguments say.
    pub fn of<H, T>(_handler: &H, routes: UtoipaMethodRouter<AppState>) -> Self
    where
        H: Handler<T, AppState>,
        T: Arguments<Caller = C>,
    {
        Self { routes, scope: T::SCOPE, caller: PhantomData }
    }
}

/// Handlers with a `#[utoipa::path]` each, for [`ApiDoors`].
#[macro_export]
macro_rules! operations {
    ($($handler:ident),+ $(,)?) => {
        [$($crate::api::Operation::of(&$handler, utoipa_axum::routes!($handler))),+]
    };
}

/// A module's operations.
#[derive(Default)]
pub struct ApiDoors {
    router: OpenApiRouter<AppState>,
    list: Vec<Route>,
}

impl ApiDoors {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds operations for programs with an API key. Their handlers take [`Scoped`] or [`Change`] first.
    #[must_use]
    pub fn keys<const N: usize>(self, operations: [Operation<WithKey>; N]) -> Self {
        operations.into_iter().fold(self, |doors, operation| {
            let entry = Entry::Keys(operation.scope.unwrap_or_default());
            doors.add(operation, entry, None)
        })
    }

    /// Adds operations for anybody, each request of which the handler or its action counts against this budget.
    #[must_use]
    pub fn anyone<const N: usize>(self, budget: Budget, operations: [Operation<WithoutKey>; N]) -> Self {
        operations.into_iter().fold(self, |doors, operation| doors.add(operation, Entry::Anyone, Some(budget)))
    }

    /// Adds operations for anybody that store nothing and cost nothing, such as public keys.
    #[must_use]
    pub fn free<const N: usize>(self, operations: [Operation<WithoutKey>; N]) -> Self {
        operations.into_iter().fold(self, |doors, operation| doors.add(operation, Entry::Anyone, None))
    }

    /// All of both.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.list.extend(other.list);
        Self { router: self.router.merge(other.router), list: self.list }
    }

    /// The router, the description below this head, and the list.
    pub(crate) fn open(self, head: OpenApi) -> (Router<AppState>, OpenApi, Vec<Route>) {
        let (router, description) = OpenApiRouter::with_openapi(head).merge(self.router).split_for_parts();
        (router, description, self.list)
    }

    fn add<C>(mut self, operation: Operation<C>, entry: Entry, budget: Option<Budget>) -> Self {
        let mut routes = operation.routes;
        for (path, item) in &mut routes.1.paths {
            for (method, described) in methods(item) {
                let Some(described) = described else { continue };
                if let Entry::Keys(scope) = entry {
                    described.security = Some(vec![SecurityRequirement::new(API_KEY, [scope])]);
                }
                self.list.push(Route { method, path: Cow::Owned(path.clone()), entry, budget });
            }
        }
        Self { router: self.router.routes(routes), list: self.list }
    }
}

/// The operations of an address, by method.
pub(crate) fn methods(item: &mut PathItem) -> [(Method, &mut Option<Described>); 5] {
    let PathItem { get, put, post, delete, patch, .. } = item;
    [(Method::GET, get), (Method::PUT, put), (Method::POST, post), (Method::DELETE, delete), (Method::PATCH, patch)]
}
