//! The doors of the API: each operation with where it is, its method and who may call it, as data like the doors of pages
//! ([`crate::doors`]). What an operation needs of an API key, the type of its handler's first argument says; the description that
//! programs read is told it from here.

use super::{ApiVisit, Change, Scoped};
use crate::doors::{Boxed, Entry, Route};
use crate::module::AppState;
use axum::Router;
use axum::extract::State;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::MethodRouter;
use gatehouse_context::Right;
use gatehouse_guard::Budget;
use std::borrow::Cow;
use std::marker::PhantomData;
use utoipa::__dev::{SchemaReferences, Tags};
use utoipa::openapi::path::{HttpMethod, Operation as Described, PathItem, Paths};
use utoipa::openapi::{OpenApi, SecurityRequirement};
use utoipa_axum::PathItemExt as _;
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

/// Describes an operation.
type Describe = fn() -> UtoipaMethodRouter<AppState>;

/// One operation.
pub struct Operation<C> {
    path: String,
    methods: Vec<Method>,
    router: MethodRouter<AppState>,
    describe: Describe,
    scope: Option<&'static str>,
    caller: PhantomData<fn() -> C>,
}

impl<C> Operation<C> {
    /// For [`crate::operations!`]: where `utoipa` says that the handler is, how it describes it, and what its arguments say.
    pub fn of<P, H, T>(handler: &H) -> Self
    where
        P: utoipa::Path + for<'t> Tags<'t> + SchemaReferences,
        H: Handler<T, AppState>,
        T: Arguments<Caller = C> + 'static,
    {
        let (methods, handler) = (P::methods(), Boxed::of(handler.clone()));
        let router = methods
            .iter()
            .fold(MethodRouter::new(), |router, method| router.on(method.to_method_filter(), handler.clone()));
        let methods = methods.iter().map(named).collect();
        Self { path: P::path(), methods, router, describe: describe_one::<P>, scope: T::SCOPE, caller: PhantomData }
    }
}

/// As `utoipa_axum::routes!`, without the handler: nobody calls what is only described.
fn describe_one<P: utoipa::Path + for<'t> Tags<'t> + SchemaReferences>() -> UtoipaMethodRouter<AppState> {
    let (mut paths, mut schemas) = (Paths::new(), Vec::new());
    let mut operation = P::operation();
    let tags = P::tags();
    if !tags.is_empty() {
        operation.tags.get_or_insert_default().extend(tags.into_iter().map(str::to_owned));
    }
    P::schemas(&mut schemas);
    paths.add_path_operation(P::path(), P::methods(), operation);
    (schemas, paths, MethodRouter::new())
}

fn named(method: &HttpMethod) -> Method {
    match method {
        HttpMethod::Get => Method::GET,
        HttpMethod::Put => Method::PUT,
        HttpMethod::Post => Method::POST,
        HttpMethod::Delete => Method::DELETE,
        HttpMethod::Patch => Method::PATCH,
        HttpMethod::Head => Method::HEAD,
        HttpMethod::Options => Method::OPTIONS,
        HttpMethod::Trace => Method::TRACE,
    }
}

/// An operation that is described when somebody asks: the description of all takes longer than the rest of a start.
#[derive(Clone)]
pub(crate) struct Describable {
    pub(crate) path: String,
    pub(crate) methods: Vec<Method>,
    entry: Entry,
    describe: Describe,
}

impl Describable {
    /// What `utoipa` knows of it, with what it needs of an API key.
    pub(crate) fn described(&self) -> UtoipaMethodRouter<AppState> {
        let mut all = (self.describe)();
        if let Entry::Keys(scope) = self.entry {
            for (_, described) in all.1.paths.values_mut().flat_map(methods) {
                if let Some(described) = described {
                    described.security = Some(vec![SecurityRequirement::new(API_KEY, [scope])]);
                }
            }
        }
        all
    }
}

/// The description of all, below this head.
pub(crate) fn describe(operations: &[Describable], head: OpenApi) -> OpenApi {
    let head = OpenApiRouter::<AppState>::with_openapi(head);
    operations.iter().fold(head, |all, operation| all.routes(operation.described())).into_openapi()
}

/// Handlers with a `#[utoipa::path]` each, for [`ApiDoors`].
#[macro_export]
macro_rules! operations {
    ($($handler:ident),+ $(,)?) => {
        [$(utoipa_axum::paste! {
            $crate::api::Operation::of::<[<__path_ $handler>], _, _>(&$handler)
        }),+]
    };
}

/// A module's operations.
#[derive(Default)]
pub struct ApiDoors {
    router: Router<AppState>,
    list: Vec<Route>,
    operations: Vec<Describable>,
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
        self.operations.extend(other.operations);
        Self { router: self.router.merge(other.router), ..self }
    }

    /// The router, the list, and what is described.
    pub(crate) fn open(self) -> (Router<AppState>, Vec<Route>, Vec<Describable>) {
        (self.router, self.list, self.operations)
    }

    fn add<C>(mut self, operation: Operation<C>, entry: Entry, budget: Option<Budget>) -> Self {
        let Operation { path, methods, router, describe, .. } = operation;
        for method in &methods {
            self.list.push(Route { method: method.clone(), path: Cow::Owned(path.clone()), entry, budget });
        }
        let router = self.router.route(&path, router);
        self.operations.push(Describable { path, methods, entry, describe });
        Self { router, ..self }
    }
}

/// The operations of an address, by method.
pub(crate) fn methods(item: &mut PathItem) -> [(Method, &mut Option<Described>); 5] {
    let PathItem { get, put, post, delete, patch, .. } = item;
    [(Method::GET, get), (Method::PUT, put), (Method::POST, post), (Method::DELETE, delete), (Method::PATCH, patch)]
}
