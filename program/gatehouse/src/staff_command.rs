//! `gatehouse staff`: what an operator does about staff without the console.

use crate::config::Config;
use crate::install::Installed;
use crate::install::Making;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use gatehouse_context::{Cx, May};
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Personal, Refusal as _, Role, Secret, Stop, Uuid};
use gatehouse_staff::actions::single_sign_on::detach::detach;
use gatehouse_staff::actions::{
    KeysMade, Repaired, all_members, disable_member, repair_member, reset_access, reset_second_factor,
};
use gatehouse_staff::queries::member_of;
use gatehouse_staff::refusals::MemberRefusal;
use gatehouse_staff::rights::{Administer, may};
use gatehouse_staff::{NewMember, create_member};
use std::process::ExitCode;

/// How the first member of staff is made.
pub(crate) const FIRST_MEMBER: &str =
    "gatehouse staff create you@example.com --name \"Your Name\" --role administrator";

/// What to do.
#[derive(Subcommand)]
pub enum StaffCommand {
    /// Creates a team member and emails a link to set a password; also prints the link.
    Create(NewStaff),
    /// Lists the staff: roles, state, and whether the row is as Gatehouse wrote it.
    List,
    /// Lets a team member in again who lost their phone, recovery codes or password: ends their sessions, resets their two-step
    /// verification, emails a link to set a password, and prints it with the code that connects a new authenticator app.
    Reset {
        /// The email address.
        email: String,
    },
    /// Disables the access of a team member and revokes the API keys they created.
    Disable {
        /// The email address.
        email: String,
    },
    /// Lets a team member who signs in by single sign-on sign in with a password again: ends the sessions that the provider
    /// vouched for, and prints a link to set a password where there is none.
    UsePassword {
        /// The email address.
        email: String,
    },
    /// Resets the two-step verification of a team member: they connect a new app at the next sign-in.
    ResetSecondFactor {
        /// The email address.
        email: String,
    },
    /// Recreates the access of a team member whose row is refused: with these roles, without password and two-step
    /// verification. Prints the link that sets a password.
    Repair {
        /// The email address.
        email: String,
        /// A role that they get. May be given several times.
        #[arg(long = "role", required = true, value_parser = known_role())]
        roles: Vec<Role>,
    },
}

impl StaffCommand {
    /// Whether it may make a new installation where there is none.
    const fn making(&self) -> Making {
        match self {
            Self::Create(new) => Making::asked(new.new),
            _ => Making::Never,
        }
    }
}

/// Whom to add.
#[derive(Args)]
pub struct NewStaff {
    /// The email address.
    email: String,
    /// The name.
    #[arg(long)]
    name: String,
    /// What they may do. May be given several times.
    #[arg(long = "role", required = true, value_parser = known_role())]
    roles: Vec<Role>,
    /// Makes a new installation where there is none.
    #[arg(long)]
    new: bool,
}

/// A role by its word; for any other word the error lists them all.
fn known_role() -> impl TypedValueParser<Value = Role> {
    let words = PossibleValuesParser::new(Role::ALL.map(Role::word));
    words.try_map(|word| Role::from_word(&word).ok_or("not a role"))
}

/// Does it; 2 where it is refused. Mails go out with the server's jobs; when none runs, they wait for the next start.
pub async fn run(config: Config, command: StaffCommand) -> Result<ExitCode, Fault> {
    let installed = Installed::open_or_make(config, command.making()).await?;
    let cx = Cx::program(&installed.site.app, "command line");
    let done = act(&cx, command).await;
    let code = match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Stop::Refused(refusal)) => {
            eprintln!("gatehouse: {}: {}", refusal.code(), refusal.text(cx.lang));
            ExitCode::from(2)
        }
        Err(Stop::Broken(fault)) => return Err(fault),
    };
    installed.close().await?;
    Ok(code)
}

async fn act(cx: &Cx, command: StaffCommand) -> Outcome<(), MemberRefusal> {
    match command {
        StaffCommand::Create(new) => {
            let member = NewMember {
                email: Personal(new.email),
                name: Personal(new.name),
                roles: new.roles,
                lang: cx.lang,
                password: None,
                totp_secret: None,
            };
            if let Some(link) = create_member(cx, member).await?.link {
                print_link(&link);
            }
        }
        StaffCommand::List => list(&may(cx).or_refuse()?).await?,
        StaffCommand::Disable { email } => disable_member(cx, id_of(cx, email).await?, KeysMade::Revoke).await?,
        StaffCommand::UsePassword { email } => {
            if let Some(link) = detach(cx, None, id_of(cx, email).await?).await? {
                print_link(&link);
            }
        }
        StaffCommand::ResetSecondFactor { email } => {
            print_code(&reset_second_factor(cx, None, id_of(cx, email).await?).await?);
        }
        StaffCommand::Reset { email } => print_both(&reset_access(cx, id_of(cx, email).await?).await?),
        StaffCommand::Repair { email, roles } => {
            print_both(&repair_member(cx, id_of(cx, email).await?, &roles).await?);
        }
    }
    Ok(())
}

fn print_link(link: &Secret<String>) {
    println!("set the password here, within 7 days: {}", link.expose());
}

fn print_code(code: &Secret<String>) {
    println!("connect an authenticator app with this code, within an hour: {}", code.expose());
}

fn print_both(given: &Repaired) {
    print_link(&given.link);
    print_code(&given.code);
}

async fn id_of(cx: &Cx, email: String) -> Outcome<Uuid, MemberRefusal> {
    member_of(&may(cx).or_refuse()?, &Personal(email)).await?.ok_or(Stop::Refused(MemberRefusal::NotFound))
}

async fn list(cx: &May<Administer>) -> Result<(), Fault> {
    let members = all_members(cx).await?;
    if members.is_empty() {
        println!("no staff yet: {FIRST_MEMBER} makes the first");
        return Ok(());
    }
    for listed in members {
        let row = &listed.member.row;
        let state = match (listed.holds, row.disabled_at, &row.password_sealed) {
            (false, ..) => "REFUSED: the row was changed past Gatehouse",
            (true, Some(_), _) => "disabled",
            (true, None, None) if row.identity_sealed.is_some() && row.roles.is_empty() => {
                "without a role at the provider"
            }
            (true, None, None) if row.identity_sealed.is_some() => "active",
            (true, None, None) => "invited",
            (true, None, Some(_)) if row.totp_secret_sealed.is_none() => "active, without a second factor",
            (true, None, Some(_)) => "active",
        };
        let way = match (&row.identity_sealed, &row.password_sealed) {
            (Some(_), Some(_)) => ", by single sign-on and by password",
            (Some(_), None) => ", by single sign-on",
            (None, _) => "",
        };
        println!("{}  {}  {}  [{}]  {state}{way}", row.id, listed.member.email, listed.member.name, row.roles);
    }
    Ok(())
}
