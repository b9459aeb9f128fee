/** The Homebrew formula of a release: the npm package, which needs nothing but Node.js. */
export interface Release {
  readonly version: string;
  /** Of the packed npm package. */
  readonly url: string;
  readonly sha256: string;
}

/** Until a release says where it is and what its checksum is. */
export const unreleased = (version: string): Release => ({
  version,
  url: `https://github.com/OWNER/idc-doctor/releases/download/v${version}/idc-doctor-${version}.tgz`,
  sha256: "0".repeat(64),
});

export const formulaText = ({
  url,
  sha256,
}: Release): string => `# Written by npm run generate; a release sets address and checksum:
#   npm pack && npx tsx scripts/formula.ts idc-doctor-<version>.tgz <address of the tarball> > idc-doctor.rb
class IdcDoctor < Formula
  desc "Finds out why AWS access through IAM Identity Center is missing, and fixes it"
  homepage "${url.replace(/\/releases\/.*$/, "")}"
  url "${url}"
  sha256 "${sha256}"
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
`;
