//! Putting the modules together into one site: the program and the tests do it the same way.

use crate::api::ApiDoors;
use crate::api_docs::{self, Description};
use crate::doors::Route;
use crate::events::{self, Events, ModuleEvents};
use crate::gate::Gates;
use crate::home::Homes;
use crate::job_names::JobNames;
use crate::layers;
use crate::module::{AppState, Module, Navigation};
use crate::proxies::TrustedProxies;
use crate::search::Searches;
use crate::uploads::AllFileRights;
use crate::{api_query, pages};
use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::middleware;
use axum::response::IntoResponse;
use axum::routing::get;
use gatehouse_context::{App, DataSet, DataSets, Listeners, RecentLooks, Services, Settings};
use gatehouse_core::personal::Inventory;
use gatehouse_core::{Clock, Fault, Ids, MINUTE, Notifications, Random, Scopes};
use gatehouse_db::{Db, Migration};
use gatehouse_files::{EraseWithOwner, Expired, Purposes, check_purposes};
use gatehouse_inbox::erase::{EndWithSubject, Ended};
use gatehouse_jobs::audit_log::{EVERY as SEAL_EVERY, ForgetAudit, SEAL, SealAudit};
use gatehouse_jobs::checkpoint::{AfterErasure, Checkpoint};
use gatehouse_jobs::retention::{Eraser, SWEEP, Sweeper};
use gatehouse_jobs::{ClockWatch, JobHandler, Runner, Schedule};
use gatehouse_mail::{Attachers, MailSender, Transport};
use gatehouse_messages::MessageSender;
use gatehouse_seal::Keys;
use gatehouse_search::EraseWithSubject;
use gatehouse_webhooks::{Deliver, DetachErased};
use std::sync::Arc;

/// The longest form that is read, in bytes. A module whose forms need more says so with a layer of its own.
const FORM: usize = 64 << 10;

/// What a site is made of.
pub struct SiteParts {
    /// The open database.
    pub db: Db,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The random source.
    pub random: Arc<dyn Random>,
    /// The master key and pepper.
    pub keys: Keys,
    /// The operator's settings.
    pub settings: Settings,
    /// Where mails go.
    pub mail: Transport,
    /// Proxies that are believed.
    pub proxies: TrustedProxies,
    /// Whether rate limits per network apply; off only in tests and development.
    pub limits: bool,
    /// The modules, lower ones first.
    pub modules: Vec<Box<dyn Module>>,
    /// Further services that the program provides.
    pub services: Services,
}

/// The running site.
pub struct Site {
    /// The installation.
    pub app: Arc<App>,
    /// Everything that answers requests.
    pub router: Router,
    /// What runs jobs and schedules.
    pub runner: Runner,
    /// The API's description.
    pub openapi: Arc<Description>,
    /// Every route of pages and of the API.
    pub routes: Vec<Route>,
    /// The modules.
    pub modules: Vec<Box<dyn Module>>,
}

/// The steps of the whole schema.
pub fn migrations(modules: &[Box<dyn Module>]) -> Vec<Migration> {
    let mut all = gatehouse_db::migration::migrations();
    all.extend(gatehouse_context::migrations());
    all.extend(gatehouse_jobs::migrations());
    all.extend(gatehouse_mail::migrations());
    all.extend(gatehouse_messages::migrations());
    all.extend(gatehouse_guard::migrations());
    all.extend(gatehouse_files::migrations());
    all.extend(gatehouse_inbox::migrations());
    all.extend(gatehouse_brand::migrations());
    all.extend(gatehouse_approval::migrations());
    all.extend(gatehouse_search::migrations());
    all.extend(gatehouse_webhooks::migrations());
    all.extend(modules.iter().flat_map(|m| m.migrations()));
    all.sort_by_key(|m| m.version);
    all
}

/// Everything that is declared about personal data.
pub fn inventories(modules: &[Box<dyn Module>]) -> Vec<Inventory> {
    let mut all = vec![
        gatehouse_db::inventory::inventory(),
        gatehouse_context::inventory::inventory(),
        gatehouse_jobs::inventory::inventory(),
        gatehouse_mail::inventory::inventory(),
        gatehouse_messages::inventory::inventory(),
        gatehouse_guard::inventory::inventory(),
        gatehouse_files::inventory::inventory(),
        gatehouse_inbox::inventory::inventory(),
        gatehouse_brand::inventory::inventory(),
        gatehouse_approval::inventory::inventory(),
        gatehouse_search::inventory::inventory(),
        gatehouse_webhooks::inventory::inventory(),
    ];
    all.extend(modules.iter().map(|m| m.inventory()));
    all
}

/// What an account's owner gets of it all: what the modules have, lower ones first, then what the kits have.
pub fn data_sets(modules: &[Box<dyn Module>]) -> Vec<Arc<dyn DataSet>> {
    let mut all: Vec<Arc<dyn DataSet>> = modules.iter().flat_map(|m| m.data_sets()).collect();
    all.push(Arc::new(gatehouse_mail::SentMails));
    all.push(Arc::new(gatehouse_messages::SentMessages));
    all.push(Arc::new(gatehouse_inbox::ReceivedMails));
    all
}

impl Site {
    /// Brings the schema up to date and starts the modules.
    pub async fn build(parts: SiteParts) -> Result<Self, Fault> {
        let SiteParts { db, clock, random, keys, settings, mail, proxies, limits, modules, mut services } = parts;
        db.migrate(&migrations(&modules)).await?;

        let mut navigation = Navigation::default();
        for module in &modules {
            module.services(&mut services);
        }
        // The upper modules are what people come for: their places stand first.
        for module in modules.iter().rev() {
            module.navigation(&mut navigation);
        }
        navigation.sort();
        services.put(navigation);
        services.put(Gates::new(modules.iter().flat_map(|m| m.gates())));
        services.put(Homes::new(modules.iter().rev().filter_map(|m| m.home())));
        services.put(Searches::new(modules.iter().rev().flat_map(|m| m.search())));
        services.put(Events::new(all_events(&modules)));
        services.put(JobNames::new(modules.iter().map(|m| m.job_names())));
        services.put(Scopes::new(modules.iter().map(|m| m.scopes())));
        services.put(Notifications::new(modules.iter().map(|m| m.notifications())));
        services.put(DataSets::new(data_sets(&modules)));
        services.put(Attachers::new(modules.iter().flat_map(|m| m.attachers())));
        check_purposes(modules.iter().flat_map(|m| m.file_purposes()))?;
        services.put(AllFileRights::new(modules.iter().flat_map(|m| m.file_rights())));
        services.put(Purposes::new(modules.iter().flat_map(|m| m.file_purposes())));
        gatehouse_guard::services(&mut services, Arc::clone(&clock), limits);
        gatehouse_brand::services(&mut services);
        services.put(ClockWatch::start(&db, clock.as_ref()).await?);
        let development = settings.development;
        let app = Arc::new(App {
            db,
            clock,
            random,
            ids: Ids::default(),
            keys,
            settings,
            listeners: listeners(&modules),
            services,
            looks: RecentLooks::default(),
            job_wakeup: Arc::default(),
        });
        gatehouse_context::subject::prove_keys(&app).await?;
        gatehouse_brand::start(&app).await?;
        for module in &modules {
            module.started(&app).await?;
        }

        let operations = modules.iter().fold(ApiDoors::new(), |all, module| all.merge(module.api()));
        let (api, api_routes, described) = operations.open();
        let members = api_query::Members::of(&described);
        let guard = middleware::from_fn_with_state(members, api_query::refuse_unknown);
        // A layer around no routes is a mistake to axum; some worlds of tests have no API.
        let api = if api_routes.is_empty() { api } else { api.route_layer(guard) };
        // Who has no operation about webhooks cannot have any.
        let has_webhooks = described.iter().any(|operation| operation.path.starts_with("/api/v1/webhooks"));
        let published = if has_webhooks { app.services.get::<Events>()?.published() } else { Vec::new() };
        let openapi = Description::of(described, app.settings.origin.clone(), api_docs::tasks(&modules), published);
        let openapi = Arc::new(openapi);
        let (pages, mut routes) =
            modules.iter().fold(pages::doors(development), |all, module| all.merge(module.pages())).open();
        routes.extend(api_routes);
        let router = pages
            .layer(DefaultBodyLimit::max(FORM))
            .merge(api)
            .merge(api_docs::router(Arc::clone(&openapi), &modules))
            .route("/health/live", get(|| async { StatusCode::NO_CONTENT }))
            .route("/health/ready", get(ready))
            .merge(health(&modules))
            .route_layer(layers::name_route())
            .merge(layers::name_group(gatehouse_assets::router(), "/assets"));
        let router = layers::surround(router, &app, proxies);
        let runner = runner(&app, &modules, mail);
        Ok(Self { app, router, runner, openapi, routes, modules })
    }
}

/// The kits' own events, then the modules'.
fn all_events(modules: &[Box<dyn Module>]) -> Vec<Arc<dyn ModuleEvents>> {
    let mut all: Vec<Arc<dyn ModuleEvents>> =
        vec![Arc::new(events::KitEvents), Arc::new(events::FileEvents), Arc::new(events::InboxEvents)];
    all.push(Arc::new(events::WebhookEvents));
    all.extend(modules.iter().filter_map(|module| module.events()));
    all
}

/// The kits' own listeners, then the modules'.
fn listeners(modules: &[Box<dyn Module>]) -> Listeners {
    let mut all = Listeners::default();
    all.on(AfterErasure);
    all.on(EraseWithOwner);
    all.on(EraseWithSubject);
    all.on(EndWithSubject);
    all.on(DetachErased);
    for module in modules {
        module.listeners(&mut all);
    }
    all
}

fn runner(app: &Arc<App>, modules: &[Box<dyn Module>], mail: Transport) -> Runner {
    let rules = inventories(modules).into_iter().flat_map(|i| i.rules).collect();
    let mut erasers: Vec<Arc<dyn Eraser>> =
        vec![Arc::new(ForgetAudit::Networks), Arc::new(ForgetAudit::Lines), Arc::new(ForgetAudit::Security)];
    erasers.push(Arc::new(Expired));
    erasers.push(Arc::new(Ended));
    erasers.extend(modules.iter().flat_map(|m| m.erasers()));
    let counted = modules.iter().flat_map(|m| m.counted_failures().iter().copied()).collect();
    let mut handlers: Vec<Arc<dyn JobHandler>> = vec![
        Arc::new(MailSender::new(mail)),
        Arc::new(MessageSender::default()),
        Arc::new(Sweeper::new(rules, erasers, events::RETENTION_SWEPT)),
        Arc::new(Checkpoint),
        Arc::new(SealAudit::new(counted)),
        Arc::new(Deliver),
    ];
    handlers.extend(gatehouse_files::jobs::handlers());
    handlers.extend(gatehouse_inbox::jobs::handlers());
    handlers.extend(modules.iter().flat_map(|m| m.jobs()));
    let mut schedules = vec![Schedule { name: SWEEP, every: 10 * MINUTE }, Schedule { name: SEAL, every: SEAL_EVERY }];
    schedules.push(gatehouse_webhooks::schedule());
    schedules.extend(gatehouse_files::jobs::schedules());
    schedules.extend(gatehouse_inbox::jobs::schedules(&app.services));
    schedules.extend(modules.iter().flat_map(|m| m.schedules()));
    Runner::new(Arc::clone(app), handlers, schedules)
}

/// The modules' own looks, for balancers that send one kind of request by one of them.
fn health(modules: &[Box<dyn Module>]) -> Router<AppState> {
    modules.iter().flat_map(|module| module.health()).fold(Router::new(), |router, check| {
        let answer = move |State(app): State<AppState>| async move {
            match (check.trouble)(&app) {
                None => StatusCode::NO_CONTENT.into_response(),
                Some(trouble) => {
                    let body = serde_json::json!({ "trouble": trouble });
                    (StatusCode::SERVICE_UNAVAILABLE, axum::Json(body)).into_response()
                }
            }
        };
        router.route(&format!("/health/{}", check.name), get(answer))
    })
}

/// Whether this node can do its work: the database stores what it is given.
async fn ready(State(app): State<AppState>) -> impl IntoResponse {
    match app.db.ready(app.clock.now()).await {
        Ok(()) => (StatusCode::OK, "ready"),
        Err(fault) => {
            tracing::warn!(error = %fault, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "not ready")
        }
    }
}
