//! What a module plugs into the program.

use crate::api::ApiDoors;
use crate::doors::Doors;
use crate::events::ModuleEvents;
use crate::gate::Gate;
use crate::home::HomeParts;
pub use crate::navigation::{NavEntry, Navigation};
use crate::search::Search;
use crate::uploads::FileRights;
use gatehouse_context::{App, DataSet, Event, Listeners, Services};
use gatehouse_core::personal::Inventory;
use gatehouse_core::{Fault, Lang, Notification, Words, async_trait};
use gatehouse_db::Migration;
use gatehouse_files::Purpose;
use gatehouse_jobs::retention::Eraser;
use gatehouse_jobs::{JobHandler, Schedule};
use gatehouse_mail::Attaches;
use std::sync::Arc;

/// The state of every router.
pub type AppState = Arc<App>;

/// One module. The program lists all of them in one place and asks each for its parts.
#[async_trait]
pub trait Module: Send + Sync {
    /// The module's name.
    fn name(&self) -> &'static str;
    /// Its steps of the schema.
    fn migrations(&self) -> Vec<Migration>;
    /// The personal data it holds, and its retention rules.
    fn inventory(&self) -> Inventory;
    /// What an account's owner gets of it in the archive of their data (PRI-5).
    fn data_sets(&self) -> Vec<Arc<dyn DataSet>> {
        Vec::new()
    }
    /// Puts what it keeps in memory into the installation, before anything runs.
    fn services(&self, _services: &mut Services) {}
    /// The doors of its HTML pages, with whole paths.
    fn pages(&self) -> Doors {
        Doors::new()
    }
    /// The doors of its JSON operations, with whole paths below `/api/v1`.
    fn api(&self) -> ApiDoors {
        ApiDoors::new()
    }
    /// For which tasks its operations are: how the guide to the API groups them. The name of each is the tag of its operations.
    fn api_tasks(&self) -> &'static [ApiTask] {
        &[]
    }
    /// The first steps with its operations, for the beginning of the guide.
    fn api_steps(&self) -> &'static [ApiStep] {
        &[]
    }
    /// What runs its jobs.
    fn jobs(&self) -> Vec<Arc<dyn JobHandler>> {
        Vec::new()
    }
    /// Its schedules; each name is a job's kind.
    fn schedules(&self) -> Vec<Schedule> {
        Vec::new()
    }
    /// Its kinds of jobs in words.
    fn job_names(&self) -> Words {
        &[]
    }
    /// What erases by its retention rules beyond deleting rows of one table.
    fn erasers(&self) -> Vec<Arc<dyn Eraser>> {
        Vec::new()
    }
    /// What it hears of the modules below.
    fn listeners(&self, _listeners: &mut Listeners) {}
    /// The words of its lines of the audit log.
    fn events(&self) -> Option<Arc<dyn ModuleEvents>> {
        None
    }
    /// Events that it counts before it writes them ([`gatehouse_context::audit_count`]).
    fn counted_failures(&self) -> &'static [Event] {
        &[]
    }
    /// What its operations ask of API keys: `SCOPES` of [`crate::rights!`].
    fn scopes(&self) -> Words {
        &[]
    }
    /// Its mails that a person gets only after switching them on.
    fn notifications(&self) -> &'static [Notification] {
        &[]
    }
    /// What it attaches to its mails; made when one is sent.
    fn attachers(&self) -> Vec<Arc<dyn Attaches>> {
        Vec::new()
    }
    /// What it keeps files for.
    fn file_purposes(&self) -> &'static [Purpose] {
        &[]
    }
    /// Who may have its files, where they are given out by links ([`crate::uploads::fetch_address`]).
    fn file_rights(&self) -> Vec<Arc<dyn FileRights>> {
        Vec::new()
    }
    /// Its places in the navigation, what can be made in it, its sections and tabs.
    fn navigation(&self, _navigation: &mut Navigation) {}
    /// What customers have to do before their pages open, in order.
    fn gates(&self) -> Vec<Arc<dyn Gate>> {
        Vec::new()
    }
    /// What it has on the home pages.
    fn home(&self) -> Option<Arc<dyn HomeParts>> {
        None
    }
    /// What staff find of it by the one search of the console.
    fn search(&self) -> Vec<Arc<dyn Search>> {
        Vec::new()
    }
    /// Looks at single works of this node, for balancers; each is asked at `/health/NAME`.
    fn health(&self) -> Vec<HealthCheck> {
        Vec::new()
    }
    /// Its tables whose rows let somebody in without a password (sessions, mailed links): `gatehouse restore --end-sessions`
    /// empties them.
    fn sessions(&self) -> &'static [&'static str] {
        &[]
    }
    /// Work at start and stop that is not a job (filling a snapshot, flushing counters).
    async fn started(&self, _app: &Arc<App>) -> Result<(), Fault> {
        Ok(())
    }
    /// Makes its lasting look-ups anew under this pepper; answers how many rows it moved. Can be stopped and run again.
    async fn move_lookups(&self, _app: &Arc<App>, _to: i64) -> Result<u64, Fault> {
        Ok(0)
    }
    /// What would not be found any more without the peppers below this version, and how many rows of it there are.
    async fn left_under(&self, _app: &App, _below: i64) -> Result<Vec<(&'static str, i64)>, Fault> {
        Ok(Vec::new())
    }
    /// Called once at a graceful stop, after the last request.
    async fn stopping(&self, _app: &Arc<App>) -> Result<(), Fault> {
        Ok(())
    }
}

/// A task that programs have: a page of the guide to the API.
#[derive(Clone, Copy)]
pub struct ApiTask {
    /// The tag of its operations, and the last part of its page's address.
    pub tag: &'static str,
    /// Its name in a language.
    pub name: fn(Lang) -> String,
    /// What is done by it, in one sentence.
    pub text: fn(Lang) -> String,
}

/// The name of a page in a language, and its path.
pub type NamedPage = (fn(Lang) -> String, &'static str);

/// One of the first steps with the API.
#[derive(Clone, Copy)]
pub struct ApiStep {
    /// Its title in a language.
    pub name: fn(Lang) -> String,
    /// What to do and what comes back.
    pub text: fn(Lang) -> String,
    /// The operation that it calls, by its id; none where something else is done.
    pub operation: Option<&'static str>,
    /// A page where it is done.
    pub link: Option<NamedPage>,
}

/// A look at whether this node can do one work: `/health/NAME` answers 204, or 503 with the reason.
#[derive(Clone, Copy)]
pub struct HealthCheck {
    /// The last part of its address.
    pub name: &'static str,
    /// What is wrong, in words for operators; `None` when all is well. Asks nothing outside this process, so that it
    /// costs nothing and holds while the database is away.
    pub trouble: fn(&App) -> Option<String>,
}
