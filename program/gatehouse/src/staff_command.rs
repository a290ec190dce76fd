//! `gatehouse staff`: what an operator does about staff without the console.

use crate::config::Config;
use crate::install::Installed;
use clap::{Args, Subcommand};
use gatehouse_context::{Cx, May};
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Personal, Refusal as _, Role, Secret, Stop, Uuid};
use gatehouse_staff::actions::{KeysMade, all_members, disable_member, repair_member, reset_second_factor};
use gatehouse_staff::queries::member_of;
use gatehouse_staff::refusals::MemberRefusal;
use gatehouse_staff::rights::{Administer, may};
use gatehouse_staff::{NewMember, create_member};
use std::process::ExitCode;

/// What to do.
#[derive(Subcommand)]
pub enum StaffCommand {
    /// Makes a staff member and mails a link to set a password; prints the link too.
    Create(NewStaff),
    /// Lists the staff: roles, state, and whether the row is as Gatehouse wrote it.
    List,
    /// Takes a member's access away and revokes the API keys that they made.
    Disable {
        /// The e-mail address.
        email: String,
    },
    /// Forgets a member's authenticator app: they connect a new one at their next sign-in.
    ResetSecondFactor {
        /// The e-mail address.
        email: String,
    },
    /// Makes a member's access anew when their row is refused: with these roles, without password and second factor. Prints
    /// the link that sets a password.
    Repair {
        /// The e-mail address.
        email: String,
        /// A role that they shall have. May be given several times.
        #[arg(long = "role", required = true, value_parser = role)]
        roles: Vec<Role>,
    },
}

/// Whom to add.
#[derive(Args)]
pub struct NewStaff {
    /// The e-mail address.
    email: String,
    /// The name.
    #[arg(long)]
    name: String,
    /// A role: support, lab, licensing, privacy, marketing, administrator. May be given several times.
    #[arg(long = "role", required = true, value_parser = role)]
    roles: Vec<Role>,
}

fn role(word: &str) -> Result<Role, String> {
    Role::from_word(word).ok_or_else(|| format!("{word} is not a role"))
}

/// Does it; 2 where it is refused. Mails go out with the server's jobs; when none runs, they wait for the next start.
pub async fn run(config: Config, command: StaffCommand) -> Result<ExitCode, Fault> {
    let installed = Installed::open(config).await?;
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
        StaffCommand::ResetSecondFactor { email } => {
            print_code(&reset_second_factor(cx, id_of(cx, email).await?).await?);
        }
        StaffCommand::Repair { email, roles } => {
            let repaired = repair_member(cx, id_of(cx, email).await?, &roles).await?;
            print_link(&repaired.link);
            print_code(&repaired.code);
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

async fn id_of(cx: &Cx, email: String) -> Outcome<Uuid, MemberRefusal> {
    member_of(&may(cx).or_refuse()?, &Personal(email)).await?.ok_or(Stop::Refused(MemberRefusal::NotFound))
}

async fn list(cx: &May<Administer>) -> Result<(), Fault> {
    for listed in all_members(cx).await? {
        let row = &listed.member.row;
        let state = match (listed.holds, row.disabled_at, &row.password_sealed) {
            (false, ..) => "REFUSED: the row was changed past Gatehouse",
            (true, Some(_), _) => "disabled",
            (true, None, None) => "invited",
            (true, None, Some(_)) => "active",
        };
        println!("{}  {}  {}  [{}]  {state}", row.id, listed.member.email, listed.member.name, row.roles);
    }
    Ok(())
}
