//! The doors of pages: where each is, and who may enter (ALL-8, guards G4 and G8). They are data: tests walk all doors of the running
//! site, and one that strangers may send to does not compile without its budget. Those of the API: [`crate::api::ApiDoors`].

use crate::module::AppState;
use crate::scope;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Extension, Request};
use axum::handler::Handler;
use axum::http::Method;
use axum::response::Response;
use axum::routing::{MethodRouter, any, get, post};
use gatehouse_core::Role;
use gatehouse_guard::Budget;
use std::borrow::Cow;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

/// Who may enter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Anybody.
    Anyone,
    /// A signed-in customer ([`crate::Customer`]).
    Customers,
    /// A signed-in member of the staff with one of these roles; administrators always ([`crate::Staff`]).
    Staff(&'static [Role]),
    /// A program whose API key has this scope ([`crate::api::Scoped`]).
    Keys(&'static str),
    /// A program with a token of its own kind, which the handler looks up ([`Doors::tokens`]).
    Tokens,
}

/// Whether a door stands before the gates ([`crate::gate`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BeforeGates(pub bool);

/// A method and an address, with who may use them.
#[derive(Clone, Debug)]
pub struct Route {
    /// `GET` or `POST`; also others, of the API.
    pub method: Method,
    /// The pattern of its address, such as `/licenses/{license}`.
    pub path: Cow<'static, str>,
    /// Who may enter.
    pub entry: Entry,
    /// What strangers may send, which the action counts; only of routes for anybody.
    pub budget: Option<Budget>,
}

type Answering = Pin<Box<dyn Future<Output = Response> + Send>>;

/// A handler whose own type is forgotten. The types of a router's layers contain that of the handler, and the compiler proves anew for each of
/// them that a handler's future may cross threads: that was three quarters of the time in which a module of pages was built.
#[derive(Clone)]
pub(crate) struct Boxed(Arc<dyn Fn(Request, AppState) -> Answering + Send + Sync>);

impl Boxed {
    pub(crate) fn of<H: Handler<T, AppState>, T>(handler: H) -> Self {
        Self(Arc::new(move |request, state| Box::pin(handler.clone().call(request, state))))
    }
}

impl fmt::Debug for Boxed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Boxed")
    }
}

impl Handler<(), AppState> for Boxed {
    type Future = Answering;

    fn call(self, request: Request, state: AppState) -> Answering {
        (self.0)(request, state)
    }
}

/// A module's routes, by who may enter.
#[derive(Default)]
pub struct Doors {
    router: Router<AppState>,
    list: Vec<Route>,
}

/// Doors for anybody.
pub struct Open(Doors);

/// Doors for customers in their own name and in a company's.
pub struct Owned(Doors);

/// Doors for those who are signed in.
pub struct Closed {
    doors: Doors,
    entry: Entry,
    before_gates: BeforeGates,
}

impl Doors {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds doors for anybody.
    #[must_use]
    pub fn anyone(self, add: impl FnOnce(Open) -> Open) -> Self {
        add(Open(self)).0
    }

    /// Adds doors for signed-in customers. Their handlers take [`crate::Customer`].
    #[must_use]
    pub fn customers(self, add: impl FnOnce(Closed) -> Closed) -> Self {
        add(Closed { doors: self, entry: Entry::Customers, before_gates: BeforeGates(false) }).doors
    }

    /// The same before the gates ([`crate::gate`]): also for those who have not told yet where they are, or have not accepted what has to be
    /// accepted. A gate's own page is here, and what nobody may be kept from, such as ending one's sessions and deleting one's
    /// account (PRI-4).
    #[must_use]
    pub fn newcomers(self, add: impl FnOnce(Closed) -> Closed) -> Self {
        add(Closed { doors: self, entry: Entry::Customers, before_gates: BeforeGates(true) }).doors
    }

    /// Adds pages that a customer has in their own name and in that of a company: `/home` and `/c/{company}/home`
    /// ([`crate::Scope`]). Their handlers take [`crate::Customer`], which says in whose name.
    #[must_use]
    pub fn owners(self, add: impl FnOnce(Owned) -> Owned) -> Self {
        add(Owned(self)).0
    }

    /// Adds doors for staff with one of these roles. Their handlers take [`crate::Staff`], which lets nobody else in.
    #[must_use]
    pub fn staff(self, roles: &'static [Role], add: impl FnOnce(Closed) -> Closed) -> Self {
        add(Closed { doors: self, entry: Entry::Staff(roles), before_gates: BeforeGates(false) }).doors
    }

    /// Adds an address of a protocol of others, by every method, for programs with a token of its kind. The handler looks the token up, and
    /// counts what comes without one against `budget`. `most`: bytes of a body.
    #[must_use]
    pub fn tokens<H, T>(self, path: &'static str, handler: H, most: usize, budget: Budget) -> Self
    where
        H: Handler<T, AppState>,
    {
        self.add_tokens(path, Boxed::of(handler), most, budget)
    }

    fn add_tokens(mut self, path: &'static str, handler: Boxed, most: usize, budget: Budget) -> Self {
        for method in [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            self.list.push(Route { method, path: path.into(), entry: Entry::Tokens, budget: Some(budget) });
        }
        let handler = handler.layer(DefaultBodyLimit::max(most)).layer(Extension(Entry::Tokens));
        Self { router: self.router.route(path, any(handler)), list: self.list }
    }

    /// All of both.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.list.extend(other.list);
        Self { router: self.router.merge(other.router), list: self.list }
    }

    pub(crate) fn open(self) -> (Router<AppState>, Vec<Route>) {
        (self.router, self.list)
    }

    fn add(mut self, route: Route, handler: MethodRouter<AppState>) -> Self {
        self.router = self.router.route(&route.path, handler);
        self.list.push(route);
        self
    }

    fn add_get(self, path: Cow<'static, str>, handler: Boxed, entry: Entry) -> Self {
        let route = Route { method: Method::GET, path, entry, budget: None };
        self.add(route, get(handler.layer(Extension(entry))))
    }

    fn add_post(self, path: Cow<'static, str>, handler: Boxed, entry: Entry, budget: Option<Budget>) -> Self {
        let route = Route { method: Method::POST, path, entry, budget };
        self.add(route, post(handler.layer(Extension(entry))))
    }
}

impl Open {
    /// A page.
    #[must_use]
    pub fn get<H: Handler<T, AppState>, T>(self, path: &'static str, handler: H) -> Self {
        Self(self.0.add_get(path.into(), Boxed::of(handler), Entry::Anyone))
    }

    /// Where something is sent to.
    #[must_use]
    pub fn post<H: Handler<T, AppState>, T>(self, path: &'static str, handler: H, budget: Budget) -> Self {
        Self(self.0.add_post(path.into(), Boxed::of(handler), Entry::Anyone, Some(budget)))
    }

    /// Where something is sent to that stores nothing and costs nothing, such as the choice of a language.
    #[must_use]
    pub fn free_post<H: Handler<T, AppState>, T>(self, path: &'static str, handler: H) -> Self {
        Self(self.0.add_post(path.into(), Boxed::of(handler), Entry::Anyone, None))
    }

    /// A page with a form that is sent to its own address.
    #[must_use]
    pub fn form<G, S, T, U>(self, path: &'static str, show: G, send: S, budget: Budget) -> Self
    where
        G: Handler<T, AppState>,
        S: Handler<U, AppState>,
    {
        self.get(path, show).post(path, send, budget)
    }
}

fn of_company(path: &str) -> Cow<'static, str> {
    format!("{}{{company}}{path}", scope::BEFORE).into()
}

impl Owned {
    /// A page.
    #[must_use]
    pub fn get<H: Handler<T, AppState>, T>(self, path: &'static str, handler: H) -> Self {
        let (handler, of_company) = (Boxed::of(handler), of_company(path));
        let doors = self.0.add_get(path.into(), handler.clone(), Entry::Customers);
        Self(doors.add_get(of_company, handler, Entry::Customers))
    }

    /// Where something is sent to.
    #[must_use]
    pub fn post<H: Handler<T, AppState>, T>(self, path: &'static str, handler: H) -> Self {
        let (handler, of_company) = (Boxed::of(handler), of_company(path));
        let doors = self.0.add_post(path.into(), handler.clone(), Entry::Customers, None);
        Self(doors.add_post(of_company, handler, Entry::Customers, None))
    }

    /// A page with a form that is sent to its own address.
    #[must_use]
    pub fn form<G, S, T, U>(self, path: &'static str, show: G, send: S) -> Self
    where
        G: Handler<T, AppState>,
        S: Handler<U, AppState>,
    {
        self.get(path, show).post(path, send)
    }
}

impl Closed {
    fn add_get(self, path: &'static str, handler: Boxed) -> Self {
        let handler = Boxed::of(handler.layer(Extension(self.before_gates)));
        Self { doors: self.doors.add_get(path.into(), handler, self.entry), ..self }
    }

    fn add_post(self, path: &'static str, handler: Boxed) -> Self {
        let handler = Boxed::of(handler.layer(Extension(self.before_gates)));
        Self { doors: self.doors.add_post(path.into(), handler, self.entry, None), ..self }
    }

    /// A page.
    #[must_use]
    pub fn get<H: Handler<T, AppState>, T>(self, path: &'static str, handler: H) -> Self {
        self.add_get(path, Boxed::of(handler))
    }

    /// Where something is sent to.
    #[must_use]
    pub fn post<H: Handler<T, AppState>, T>(self, path: &'static str, handler: H) -> Self {
        self.add_post(path, Boxed::of(handler))
    }

    /// A page with a form that is sent to its own address.
    #[must_use]
    pub fn form<G, S, T, U>(self, path: &'static str, show: G, send: S) -> Self
    where
        G: Handler<T, AppState>,
        S: Handler<U, AppState>,
    {
        self.get(path, show).post(path, send)
    }
}
