//! A folder behind ssh: sshd with a host key, a port and an authorised key of the test's own, as the present user.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::servers::{Running, free_port};
use super::wire::Wire;
use super::{Files, is_of_either, is_the_site, publish, sample, unchanged, wait_for, with};
use crate::killed::lay;
use crate::portal::{Portal, Ran, tree};

/// A server's folder, which stays when the server is killed.
pub struct Sshd {
    work: tempfile::TempDir,
    pub port: u16,
    /// What follows `internal-sftp`.
    options: &'static str,
    running: Option<Running>,
}

impl Sshd {
    pub fn start(options: &'static str) -> Sshd {
        let work = tempfile::tempdir().expect("a folder");
        let mut sshd = Sshd { work, port: 0, options, running: None };
        for key in ["host", "own", "other"] {
            let mut make = Command::new("ssh-keygen");
            make.args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(sshd.path(key));
            assert!(make.status().expect("ssh-keygen is missing: run ./test").success());
        }
        fs::copy(sshd.path("own.pub"), sshd.path("authorized")).expect("a key");
        // Where root starts it, it wants this folder.
        let _ = fs::create_dir("/run/sshd");
        for _ in 0..5 {
            sshd.port = free_port();
            sshd.run("");
            if sshd.running.is_some() {
                sshd.meet("own");
                return sshd;
            }
        }
        panic!("sshd does not start:\n{}", fs::read_to_string(sshd.path("log")).unwrap_or_default())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.work.path().join(name)
    }

    /// Starts it; `before` is said to the shell that does.
    pub fn run(&mut self, before: &str) {
        let root = self.work.path().display();
        let settings = format!(
            "ListenAddress 127.0.0.1\nPort {}\nHostKey {root}/host\nPidFile none\nUsePAM no\nStrictModes no\n\
             AuthorizedKeysFile {root}/authorized\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n\
             Subsystem sftp internal-sftp {}\n",
            self.port, self.options
        );
        fs::write(self.path("conf"), settings).expect("settings");
        let mut command = Command::new("sh");
        let sshd = format!("{before} exec /usr/sbin/sshd -D -f {root}/conf -E {root}/log");
        command.args(["-c", &sshd]).stdin(Stdio::null()).stdout(Stdio::null());
        let child = command.stderr(Stdio::null()).spawn().expect("sh");
        self.running = Running { child, port: self.port }.listening();
    }

    /// Kills it and the connections it holds, which are processes of their own.
    pub fn kill(&mut self) {
        let Some(mut running) = self.running.take() else { return };
        let mut list = Command::new("ps");
        let said = list.args(["-e", "-o", "pid=,ppid="]).output().expect("ps");
        let said = String::from_utf8(said.stdout).expect("text");
        let mut all = vec![running.child.id().to_string()];
        // A child is listed behind its parent, or found in another round.
        for _ in 0..4 {
            for (pid, parent) in said.lines().filter_map(|line| line.trim().split_once(' ')) {
                if all.iter().any(|one| one == parent.trim()) && !all.iter().any(|one| one == pid) {
                    all.push(pid.to_string());
                }
            }
        }
        let _ = Command::new("kill").arg("-9").args(all).stderr(Stdio::null()).status();
        running.kill();
    }

    /// Lays down the settings of a user who knows the host and has this key: an `ssh` that stands before the system's.
    pub fn meet(&self, key: &str) {
        let root = self.work.path().display();
        let host = fs::read_to_string(self.path("host.pub")).expect("a key");
        fs::write(self.path("known"), format!("[127.0.0.1]:* {host}")).expect("a file");
        let settings = format!(
            "Host *\nUserKnownHostsFile {root}/known\nIdentityFile {root}/{key}\nIdentitiesOnly yes\n\
             IdentityAgent none\nStrictHostKeyChecking yes\n"
        );
        fs::write(self.path("client"), settings).expect("settings");
        fs::create_dir_all(self.path("bin")).expect("a folder");
        let script = format!("#!/bin/sh\nexec /usr/bin/ssh -F {root}/client \"$@\"\n");
        fs::write(self.path("bin/ssh"), script).expect("a script");
        let mut open = Command::new("chmod");
        assert!(open.arg("+x").arg(self.path("bin/ssh")).status().expect("chmod").success());
    }

    pub fn way(&self) -> String {
        let before = std::env::var("PATH").unwrap_or_default();
        format!("{}:{before}", self.path("bin").display())
    }

    pub fn target(&self) -> String {
        let folder = self.path("www/site").display().to_string();
        format!("  - {{name: ssh, kind: sftp, where: 'sftp://127.0.0.1:{}{folder}'}}\n", self.port)
    }

    /// What lies there, without the file that is being written.
    fn files(&self) -> Files {
        let mut files = tree(&self.path("www/site"));
        files.retain(|path, _| !path.starts_with(".sunlit-publish/"));
        files
    }

    fn publish(&self, portal: &Portal, more: &[&str]) -> Ran {
        publish(portal, &[("PATH", &self.way())], more)
    }

    /// A publication that runs, and that so many files have arrived of.
    fn running(&self, portal: &Portal, files: usize) -> std::process::Child {
        let mut command = portal.command();
        command.args(["publish", "--no-accept", "--yes", "--lang", "zh"]).env("PATH", self.way());
        let child =
            command.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().expect("it starts");
        wait_for(portal, "ssh", files);
        child
    }
}

impl Drop for Sshd {
    fn drop(&mut self) {
        self.kill();
    }
}

/// What the system's own `sftp` reads.
fn fetched(sshd: &Sshd) -> Files {
    let mut get = Command::new("sftp");
    get.arg("-F").arg(sshd.path("client")).args(["-q", "-r", "-P", &sshd.port.to_string()]);
    let folder = sshd.path("www/site").display().to_string();
    get.arg(format!("127.0.0.1:{folder}")).arg(sshd.path("fetched")).stdout(Stdio::null());
    assert!(get.status().expect("sftp").success());
    tree(&sshd.path("fetched"))
}

#[test]
fn the_sample_goes_to_a_folder_behind_ssh_and_sftp_reads_it_back() {
    let sshd = Sshd::start("");
    let portal = sample(&sshd.target());
    sshd.publish(&portal, &["ssh"]).expect(0);
    is_the_site(fetched(&sshd), &portal);
    assert!(!sshd.path("www/site/.sunlit-publish").exists());
}

#[test]
fn an_sshd_killed_while_files_are_in_flight_and_started_again() {
    let mut sshd = Sshd::start("");
    let wire = Wire::to(sshd.port);
    let portal = with(&wire.on_the_way(&sshd.target(), sshd.port));
    let child = sshd.running(&portal, 8);
    sshd.kill();
    let ran = Ran::from(child.wait_with_output().expect("an end")).expect(2);
    assert!(ran.err.contains("都没有连通"), "{}", ran.err);
    let (half, site) = (sshd.files(), portal.site());
    assert!(half.len() < site.len(), "it was killed in the middle");
    is_of_either(&half, [&site, &site]);
    sshd.run("");
    let ran = sshd.publish(&portal, &[]).expect(0);
    assert!(unchanged(&ran) + 1 >= half.len() && unchanged(&ran) >= 7, "{}", ran.err);
    is_the_site(sshd.files(), &portal);

    lay(&portal, true);
    sshd.publish(&portal, &[]).expect(0);
    is_the_site(sshd.files(), &portal);
    assert!(!sshd.path("www/site/xiacun").exists(), "folders that are empty go");
    let ran = sshd.publish(&portal, &["--verify"]).expect(0);
    assert!(ran.err.contains("没有变化"), "{}", ran.err);
}

#[test]
fn a_server_that_comes_back_in_time_is_not_even_noticed() {
    let mut sshd = Sshd::start("");
    let wire = Wire::to(sshd.port);
    let portal = with(&wire.on_the_way(&sshd.target(), sshd.port));
    let child = sshd.running(&portal, 5);
    sshd.kill();
    sshd.run("");
    Ran::from(child.wait_with_output().expect("an end")).expect(0);
    is_the_site(sshd.files(), &portal);
}

#[test]
fn a_publication_over_ssh_that_is_killed_or_stopped_by_hand_is_taken_up_again() {
    let sshd = Sshd::start("");
    let wire = Wire::to(sshd.port);
    let portal = with(&wire.on_the_way(&sshd.target(), sshd.port));
    let mut arrived = 0;
    for signal in ["-KILL", "-INT"] {
        let mut child = sshd.running(&portal, arrived + 5);
        let mut end = Command::new("kill");
        assert!(end.args([signal, &child.id().to_string()]).status().expect("kill").success());
        assert!(!child.wait().expect("an end").success());
        let (half, site) = (sshd.files(), portal.site());
        assert!(half.len() > arrived && half.len() < site.len(), "{signal}: {}", half.len());
        is_of_either(&half, [&site, &site]);
        arrived = half.len();
    }
    sshd.publish(&portal, &[]).expect(0);
    is_the_site(sshd.files(), &portal);
    assert!(!sshd.path("www/site/.sunlit-publish").exists());
}

#[test]
fn a_server_that_cannot_rename_over_a_file_gets_an_edition_too() {
    let sshd = Sshd::start("-P posix-rename");
    let portal = with(&sshd.target());
    sshd.publish(&portal, &[]).expect(0);
    lay(&portal, true);
    sshd.publish(&portal, &[]).expect(0);
    is_the_site(sshd.files(), &portal);
}

#[test]
fn an_sshd_that_refuses_says_what_to_do() {
    let mut sshd = Sshd::start("");
    let portal = with(&sshd.target());
    sshd.meet("other");
    let ran = sshd.publish(&portal, &[]).expect(2);
    assert!(ran.err.contains("登录被拒绝") && ran.err.contains("ssh-add"), "{}", ran.err);
    sshd.meet("own");
    fs::write(sshd.path("known"), "").expect("a file");
    let ran = sshd.publish(&portal, &[]).expect(2);
    assert!(ran.err.contains("没有认下那边的主机钥匙"), "{}", ran.err);
    sshd.meet("own");
    // Nothing longer than so many blocks can be written: as on a full disk.
    sshd.kill();
    sshd.run("ulimit -f 8; trap '' XFSZ;");
    let ran = sshd.publish(&portal, &[]).expect(2);
    assert!(ran.err.contains("那边的剩余空间"), "{}", ran.err);
    let site = portal.site();
    is_of_either(&sshd.files(), [&site, &site]);
    sshd.kill();
    sshd.run("");
    sshd.publish(&portal, &[]).expect(0);
    is_the_site(sshd.files(), &portal);
}
