# Written by npm run generate; a release sets address and checksum:
#   npm pack && npx tsx scripts/formula.ts idc-doctor-<version>.tgz <address of the tarball> > idc-doctor.rb
class IdcDoctor < Formula
  desc "Finds out why AWS access through IAM Identity Center is missing, and fixes it"
  homepage "https://github.com/OWNER/idc-doctor"
  url "https://github.com/OWNER/idc-doctor/releases/download/v0.1.0/idc-doctor-0.1.0.tgz"
  sha256 "0000000000000000000000000000000000000000000000000000000000000000"
  license "Apache-2.0"

  depends_on "node"

  def install
    libexec.install Dir["*"]
    (bin/"idc-doctor").write <<~SH
      #!/bin/sh
      exec "#{Formula["node"].opt_bin}/node" "#{libexec}/dist/idc-doctor.js" "$@"
    SH
    man1.install_symlink libexec/"man/idc-doctor.1"
    generate_completions_from_executable(bin/"idc-doctor", "completion", shells: [:bash, :zsh, :fish])
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/idc-doctor --version")
    scene = libexec/"scenes/not-a-member.yaml"
    command = "#{bin}/idc-doctor why alice.moreau@example.com sandbox ReadOnly --from #{scene}"
    assert_match "not-a-member", shell_output(command, 1)
  end
end
